package dev.wasmsandbox.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files that are expensive to make, named by the hash of what they are made from, in a directory of this user.
 *
 * <p>An entry is the file {@code <root>/<kind>/<hash><suffix>}. It appears complete or not at all: it is written under a
 * temporary name, synced and renamed. Threads and processes that want the same entry at the same time make it once; the others
 * wait. Each entry has a recorded SHA-256, which is checked in full when the file is not the one that was last checked (see
 * {@code Seal}); an entry that does not match is deleted and made again.
 *
 * <p>Thread-safe. The returned paths stay valid until someone empties the cache.
 */
public final class PrivateCache {

    private static final Pattern SUFFIX = Pattern.compile("(\\.[A-Za-z0-9]{1,16}){0,2}");

    private final Path root;
    private final boolean unix;
    private final CacheListener listener;

    private PrivateCache(Path root, CacheListener listener) {
        this.root = root;
        this.unix = PrivateDirectory.isUnix(root);
        this.listener = listener;
    }

    /**
     * Opens the cache of this user: system property {@code dev.wasmsandbox.cache}, else environment variable
     * {@code WASM_SANDBOX_CACHE}, else {@code $XDG_CACHE_HOME/wasm-sandbox} or {@code ~/.cache/wasm-sandbox},
     * {@code ~/Library/Caches/wasm-sandbox} on macOS, {@code %LOCALAPPDATA%\wasm-sandbox} on Windows.
     *
     * @throws CacheException if the directory cannot be made, is a symbolic link, belongs to someone else or can be written by
     *     others
     */
    public static PrivateCache ofUser() {
        return at(CacheLocation.ofUser());
    }

    /**
     * Opens a cache in the given directory, which is created with mode 0700 if it is not there.
     *
     * @throws CacheException as for {@link #ofUser()}
     */
    public static PrivateCache at(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        PrivateDirectory.ensure(absolute);
        return new PrivateCache(absolute, CacheListener.SILENT);
    }

    /** Returns the same cache with someone to tell about slow steps. */
    public PrivateCache withListener(CacheListener newListener) {
        return new PrivateCache(root, newListener);
    }

    /** Returns the directory that holds everything. */
    public Path root() {
        return root;
    }

    /**
     * Returns the file of an entry, making it first if it is not there or does not match its recorded hash.
     *
     * @param key hash of everything that decides the content
     * @param suffix end of the file's name, such as {@code .cwasm}; may be empty
     * @param producer writes the content; called at most once, by one process at a time for each key
     * @throws CacheException if the content cannot be written
     * @throws RuntimeException whatever the producer throws, unchanged
     */
    public Path get(CacheKey key, String suffix, ContentProducer producer) {
        return entry(key, suffix, null).get(producer);
    }

    /**
     * Returns the file of an entry if it is there and intact, without making anything.
     *
     * @return {@code null} if the entry is not there or does not match its recorded hash
     */
    public @Nullable Path find(CacheKey key, String suffix) {
        return entry(key, suffix, null).find();
    }

    /**
     * Returns a file whose content has the given SHA-256, copying it from the source if it is not there.
     *
     * @param kind folder below the root
     * @param sha256 the content's hash, which is the entry's name as well
     * @param source opened only if the file is not there; closed afterwards
     * @throws CacheException if the source's bytes have another hash; nothing is kept then
     */
    public Path putVerified(String kind, String sha256, String suffix, ContentSource source) {
        return entry(new CacheKey(kind, sha256), suffix, sha256)
                .get(out -> {
                    try (InputStream in = source.open()) {
                        in.transferTo(out);
                    }
                });
    }

    /** Lists what the cache holds, for reports; files that are being written are left out. */
    public List<CachedFile> entries() {
        List<CachedFile> entries = new ArrayList<>();
        try (Stream<Path> kinds = Files.list(root)) {
            for (Path kind :
                    kinds.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                            .sorted()
                            .toList()) {
                try (Stream<Path> files = Files.list(kind)) {
                    for (Path file : files.filter(PrivateCache::isEntry).sorted().toList()) {
                        entries.add(
                                new CachedFile(
                                        file, kind.getFileName().toString(), Files.size(file)));
                    }
                }
            }
        } catch (IOException e) {
            throw new CacheException("cannot list the cache directory " + root + ": " + e, e);
        }
        return List.copyOf(entries);
    }

    private static boolean isEntry(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && !name.endsWith(Entry.SEAL)
                && !name.endsWith(Entry.LOCK)
                && !name.endsWith(Entry.TEMPORARY);
    }

    private Entry entry(CacheKey key, String suffix, @Nullable String expectedHash) {
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException(
                    "suffix must be like \".so\" or empty; got \"" + suffix + "\"");
        }
        if (suffix.endsWith(Entry.SEAL)
                || suffix.endsWith(Entry.LOCK)
                || suffix.endsWith(Entry.TEMPORARY)) {
            throw new IllegalArgumentException(
                    "suffix is used by the cache itself: \"" + suffix + "\"");
        }
        Path directory = root.resolve(key.kind());
        PrivateDirectory.ensure(directory);
        return new Entry(key, directory.resolve(key.hash() + suffix), expectedHash, unix, listener);
    }

    /** Opens a stream of content whose hash is known. */
    @FunctionalInterface
    public interface ContentSource {

        /** Opens the stream; the caller closes it. */
        InputStream open() throws IOException;
    }

    /**
     * One file of the cache.
     *
     * @param file absolute path
     * @param kind the key's kind
     * @param bytes size
     */
    public record CachedFile(Path file, String kind, long bytes) {}
}
