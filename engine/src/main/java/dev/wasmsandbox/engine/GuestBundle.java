package dev.wasmsandbox.engine;

import dev.wasmsandbox.cache.PrivateCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A guest as it is shipped: code without data, the memory image of its booted state, and the files that it reads, as resources beside an anchor
 * class. {@code guest.properties} there names them and their SHA-256 hashes.
 *
 * <p>Immutable, thread-safe. Nothing is read from the resources until it is needed, and large parts only once for each user: they are kept in
 * the {@link PrivateCache}.
 */
public final class GuestBundle {
    /** The version of the binary interface between host and guest that this engine speaks. */
    public static final int ABI = 1;

    private static final String PROPERTIES = "guest.properties";

    private final String place;
    private final Function<String, @Nullable InputStream> resources;
    private final Map<String, String> properties;
    private final List<Archive> archives;
    private final List<ExtraImage> extraImages;

    /**
     * Files that a guest reads.
     *
     * @param name the name among the guest's archives
     * @param mountPath where the guest expects them
     */
    public record Archive(String name, String mountPath) {}

    /**
     * A memory image for some programs: what they import is there already.
     *
     * @param name the name among the guest's images
     * @param buildHash SHA-256 of the code and this image, in hex: what a saved memory belongs to
     * @param memoryBytes the size of the guest's memory when it starts: no limit may be lower
     * @param modules a program that imports one of these starts from it
     */
    public record ExtraImage(
            String name, String buildHash, long memoryBytes, Set<String> modules) {}

    private GuestBundle(
            String place,
            Function<String, @Nullable InputStream> resources,
            Map<String, String> properties) {
        this.place = place;
        this.resources = resources;
        this.properties = properties;
        this.archives =
                names("archives")
                        .map(name -> new Archive(name, property("archive." + name + ".mount")))
                        .toList();
        this.extraImages = names("images").map(this::extraImage).toList();
    }

    /**
     * Reads the description of a guest.
     *
     * @param anchor a class in the package that holds the resources
     * @throws EngineException when the resources are missing, or made for another engine
     */
    public static GuestBundle beside(Class<?> anchor) {
        return read(anchor.getName(), anchor::getResourceAsStream);
    }

    /**
     * Reads the description of a guest.
     *
     * @param place where it is, for messages
     * @param resources finds a part by its name; null if there is none
     */
    static GuestBundle read(String place, Function<String, @Nullable InputStream> resources) {
        Properties read = new Properties();
        try (InputStream in = open(place, resources, PROPERTIES)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            // The second is what java.util.Properties throws for a damaged escape.
            throw new EngineException("cannot read " + PROPERTIES + " of " + place, e);
        }
        Map<String, String> properties = new TreeMap<>();
        read.forEach((key, value) -> properties.put((String) key, (String) value));
        GuestBundle bundle = new GuestBundle(place, resources, Map.copyOf(properties));
        if (!bundle.property("abi").equals(Integer.toString(ABI))) {
            throw new EngineException(
                    "guest "
                            + bundle.name()
                            + " speaks ABI "
                            + bundle.property("abi")
                            + ", this engine speaks "
                            + ABI
                            + "; use modules of one version");
        }
        return bundle;
    }

    /** The guest's name, e.g. {@code python}. */
    public String name() {
        return property("name");
    }

    /** SHA-256 of the code, in hex. */
    public String codeHash() {
        return property("code.sha256");
    }

    /** SHA-256 of the memory image, in hex: the identity of the guest's build. */
    public String imageHash() {
        return property("image.sha256");
    }

    /** SHA-256 of code and memory image, in hex: what a saved memory belongs to. */
    public String buildHash() {
        return buildHash(imageHash());
    }

    private String buildHash(String imageHash) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((codeHash() + '\n' + imageHash).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new EngineException("this Java has no SHA-256", e);
        }
    }

    /** The size of the guest's memory when it starts, in bytes: no limit may be lower. */
    public long initialMemoryBytes() {
        return number("image.memory.bytes");
    }

    private long number(String key) {
        String value = property(key);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new EngineException(
                    PROPERTIES
                            + " beside "
                            + place
                            + " has the value \""
                            + value
                            + "\" for "
                            + key
                            + ", which is no number; build it again",
                    e);
        }
    }

    /** Versions of what is in the guest, by name, e.g. {@code cpython} → {@code 3.13.5}; sorted. */
    public Map<String, String> versions() {
        return below("version.");
    }

    /** The environment variables that the memory image was made with; sorted by name. */
    public Map<String, String> environment() {
        return below("environment.");
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> found = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** The archives of files that the guest reads; none, one or more. */
    public List<Archive> archives() {
        return archives;
    }

    /** The memory images that the guest has beside the usual one. */
    public List<ExtraImage> extraImages() {
        return extraImages;
    }

    private ExtraImage extraImage(String name) {
        String part = "image." + name;
        return new ExtraImage(
                name,
                buildHash(property(part + ".sha256")),
                number(part + ".memory.bytes"),
                Set.copyOf(List.of(property(part + ".modules").split(","))));
    }

    private Stream<String> names(String key) {
        String names = properties.getOrDefault(key, "");
        return names.isEmpty() ? Stream.empty() : Stream.of(names.split(","));
    }

    /** An archive, as a file of this user's cache. */
    Path archive(PrivateCache cache, Archive archive) {
        return extracted(cache, "archive", "archive." + archive.name(), ".zip");
    }

    /** A memory image, as a file of this user's cache. */
    Path image(PrivateCache cache, ExtraImage image) {
        return extracted(cache, "image", "image." + image.name(), ".image");
    }

    /** The memory image, as a file of this user's cache. */
    Path image(PrivateCache cache) {
        return extracted(cache, "image", "image", ".image");
    }

    /** The code: a WebAssembly module without data segments. */
    byte[] code() {
        try (InputStream in = open(property("code"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new EngineException("cannot read the code of guest " + name(), e);
        }
    }

    private Path extracted(PrivateCache cache, String kind, String part, String suffix) {
        return cache.putVerified(
                kind, property(part + ".sha256"), suffix, () -> open(property(part)));
    }

    private InputStream open(String resource) throws IOException {
        return open(place, resources, resource);
    }

    private static InputStream open(
            String place, Function<String, @Nullable InputStream> resources, String resource)
            throws IOException {
        InputStream in = resources.apply(resource);
        if (in == null) {
            throw new IOException(
                    "resource " + resource + " is not beside " + place + "; build the module");
        }
        return in;
    }

    private String property(String key) {
        String value = properties.get(key);
        if (value == null) {
            throw new EngineException(
                    PROPERTIES + " beside " + place + " lacks the key " + key + "; build it again");
        }
        return value;
    }
}
