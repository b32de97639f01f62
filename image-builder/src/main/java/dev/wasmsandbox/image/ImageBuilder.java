package dev.wasmsandbox.image;

import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.engine.ImageCapture;
import dev.wasmsandbox.engine.ResetMethod;
import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entropy;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.OutputSink;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Makes the resources of a guest: {@code <name>.wasm} (code), {@code <name>.image} (booted memory), {@code <name>-<image>.image} (with more
 * imported), {@code <name>-<archive>.zip} (its files) and {@code guest.properties}.
 *
 * <p>The guest boots with a virtual clock and seeded randomness, so the same inputs give the same bytes, and what is derived from them stays valid.
 */
public final class ImageBuilder {
    /** When the virtual clock of a booting guest begins. */
    private static final Instant BOOT_TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final long BOOT_SEED = 0x5eed;
    private static final int MAX_OPEN_FILES = 256;

    /** Where a guest's bootstrap finds the file {@code modules} while a further image is made. */
    private static final String BOOT_PATH = "/boot";

    private final ImageRequest request;

    private ImageBuilder(ImageRequest request) {
        this.request = request;
    }

    /** Runs the builder; {@link ImageRequest#parse} says with which arguments. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty(ResetMethod.PROPERTY, "copy");
        new ImageBuilder(ImageRequest.parse(arguments)).build();
    }

    private void build() throws IOException {
        Files.createDirectories(request.output());
        byte[] module = Files.readAllBytes(request.module());
        Map<String, String> properties = new TreeMap<>();
        properties.put("name", request.name());
        properties.put("abi", Integer.toString(GuestBundle.ABI));
        Tree.Builder tree = Tree.builder();
        request.archives().forEach(archive -> mount(archive, tree));
        long memoryBytes = capture(module, tree, "image", request.name() + ".image", properties);
        byte[] code = CodeOnlyModule.of(module, memoryBytes);
        Files.write(request.output().resolve(request.name() + ".wasm"), code);
        properties.put("code", request.name() + ".wasm");
        properties.put("code.sha256", sha256(code));
        for (ImageRequest.Image image : request.images()) {
            build(image, module, properties);
        }
        properties.put(
                "images",
                request.images().stream()
                        .map(ImageRequest.Image::name)
                        .collect(Collectors.joining(",")));
        putArchives(properties);
        request.environment()
                .forEach((name, value) -> properties.put("environment." + name, value));
        putVersions(properties);
        write(properties, request.output().resolve("guest.properties"));
    }

    /** Boots once more, with a file that tells the bootstrap what to import besides. */
    private void build(ImageRequest.Image image, byte[] module, Map<String, String> properties)
            throws IOException {
        List<String> modules =
                Files.readAllLines(image.modules()).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
        Tree.Builder tree = Tree.builder();
        request.archives().forEach(archive -> mount(archive, tree));
        tree.mount(
                BOOT_PATH,
                DirectoryEntry.builder()
                        .file(
                                "modules",
                                Blob.of(
                                        String.join("\n", modules)
                                                .getBytes(StandardCharsets.UTF_8)),
                                0)
                        .build(),
                MountAccess.READ_ONLY);
        String part = "image." + image.name();
        long _ =
                capture(
                        module,
                        tree,
                        part,
                        request.name() + '-' + image.name() + ".image",
                        properties);
        properties.put(
                part + ".modules",
                modules.stream()
                        .map(name -> name.replaceFirst("\\..*", ""))
                        .distinct()
                        .collect(Collectors.joining(",")));
    }

    private void putArchives(Map<String, String> properties) throws IOException {
        for (ImageRequest.Archive archive : request.archives()) {
            String part = "archive." + archive.name();
            Path file = request.output().resolve(request.name() + '-' + archive.name() + ".zip");
            Files.copy(archive.file(), file, StandardCopyOption.REPLACE_EXISTING);
            properties.put(part, file.getFileName().toString());
            properties.put(part + ".sha256", sha256(file));
            properties.put(part + ".mount", archive.mount());
        }
        properties.put(
                "archives",
                request.archives().stream()
                        .map(ImageRequest.Archive::name)
                        .collect(Collectors.joining(",")));
    }

    private long capture(
            byte[] module,
            Tree.Builder tree,
            String part,
            String fileName,
            Map<String, String> properties)
            throws IOException {
        Path image = request.output().resolve(fileName);
        ExecutionEngine engine = ExecutionEngine.shared();
        long memoryBytes =
                CompletableFuture.supplyAsync(
                                () -> capture(engine, module, tree, image), engine.threads())
                        .join();
        properties.put(part, fileName);
        properties.put(part + ".sha256", sha256(image));
        properties.put(part + ".memory.bytes", Long.toString(memoryBytes));
        return memoryBytes;
    }

    private long capture(ExecutionEngine engine, byte[] module, Tree.Builder tree, Path image) {
        GuestClock clock = GuestClock.virtual(BOOT_TIME);
        OutputSink toStandardError =
                (bytes, offset, length) -> System.err.write(bytes, offset, length);
        WasiConfig config =
                WasiConfig.builder()
                        .arguments(List.of(request.name()))
                        .environment(request.environment())
                        .clocks(clock)
                        .entropy(Entropy.seeded(BOOT_SEED))
                        .standardOutput(toStandardError)
                        .standardError(toStandardError)
                        .maxOpenFiles(MAX_OPEN_FILES)
                        .build();
        WasiPreview1 wasi = new WasiPreview1(built(tree), config);
        return ImageCapture.capture(engine, sha256(module), module, wasi, clock, image);
    }

    private static void mount(ImageRequest.Archive archive, Tree.Builder tree) {
        tree.mount(archive.mount(), opened(archive.file()), MountAccess.READ_ONLY);
    }

    private static DirectoryEntry opened(Path archive) {
        try {
            return ArchiveTree.open(archive).root();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + archive, e);
        }
    }

    private static Tree built(Tree.Builder tree) {
        try {
            return tree.build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the guest's archive", e);
        }
    }

    private void putVersions(Map<String, String> properties) throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Files.newInputStream(request.versions())) {
            versions.load(in);
        }
        versions.forEach((name, version) -> properties.put("version." + name, (String) version));
    }

    /** Without the date that {@link Properties#store} writes, which would make every build another one. */
    private static void write(Map<String, String> properties, Path target) throws IOException {
        try (Writer out = Files.newBufferedWriter(target, StandardCharsets.ISO_8859_1)) {
            for (Map.Entry<String, String> entry : properties.entrySet()) {
                Properties one = new Properties();
                one.putAll(Collections.singletonMap(entry.getKey(), entry.getValue()));
                StringWriter text = new StringWriter();
                one.store(text, null);
                out.write(
                        text.toString()
                                .lines()
                                .filter(line -> !line.startsWith("#"))
                                .findFirst()
                                .orElseThrow());
                out.write('\n');
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = newSha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[1 << 16];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
