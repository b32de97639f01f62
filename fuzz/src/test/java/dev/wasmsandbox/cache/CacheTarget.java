package dev.wasmsandbox.cache;

import dev.wasmsandbox.fuzz.ByteSource;
import dev.wasmsandbox.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Entries of the cache that were damaged, with or without the note of their hash: they are made again, never handed out.
 * What is handed out is executed, so this is the wall.
 */
public final class CacheTarget implements FuzzTarget {
    private static final byte[] CONTENT =
            "machine code of a guest, for instance".getBytes(StandardCharsets.UTF_8);

    private final Path root;
    private final PrivateCache cache;
    private int count;

    /** Opens the target. */
    public CacheTarget() throws IOException {
        root = Files.createTempDirectory("fuzz");
        cache = PrivateCache.at(root.resolve("cache"));
    }

    @Override
    public void run(byte[] input) throws IOException {
        ByteSource source = new ByteSource(input);
        CacheKey key = CacheKey.of("code", "part " + count++ % 4);
        Path file = get(key);
        Path seal = file.resolveSibling(file.getFileName() + Entry.SEAL);
        if (!Files.isRegularFile(seal)) {
            throw new AssertionError("no seal at " + seal);
        }
        int which = source.below(4);
        if (which != 1) {
            damage(file, source);
        }
        if (which != 0) {
            damage(seal, source);
        }
        Path again = get(key);
        if (!Arrays.equals(Files.readAllBytes(again), CONTENT)) {
            throw new AssertionError("a damaged entry was handed out");
        }
    }

    private Path get(CacheKey key) {
        return cache.get(key, ".cwasm", out -> out.write(CONTENT));
    }

    private static void damage(Path file, ByteSource source) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        FileTime time = Files.getLastModifiedTime(file);
        switch (source.below(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, source.below(bytes.length + 1));
            case 1 -> bytes[source.below(bytes.length)] ^= (byte) (1 + source.below(255));
            case 2 -> {
                byte[] all = new byte[source.next()];
                for (int i = 0; i < all.length; i++) {
                    all[i] = (byte) source.next();
                }
                bytes = all;
            }
            case 3 -> {
                Files.delete(file);
                return;
            }
            default -> {
                for (int i = source.next(); i > 0; i--) {
                    bytes[source.below(bytes.length)] = (byte) source.next();
                }
            }
        }
        Files.delete(file);
        Files.write(file, bytes);
        if (source.below(2) == 1) {
            Files.setLastModifiedTime(file, time);
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new byte[] {0, 0, 5},
                new byte[] {1, 1, 3, 4},
                new byte[] {2, 3, 4},
                new byte[] {3, 2, 9, 1, 1, 1});
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }
}
