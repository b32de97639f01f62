package dev.wasmsandbox.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Inputs as files, named by their content. */
final class Inputs {
    private static final int NAME_BYTES = 8;

    private Inputs() {}

    /** Reads all of a folder, in the order of their names; nothing if it is not there. */
    static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<byte[]> read(Path folder) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        for (Path file : list(folder)) {
            inputs.add(Files.readAllBytes(file));
        }
        return inputs;
    }

    /** Writes an input, unless it is there. */
    static Path write(Path folder, byte[] input) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(name(input));
        if (!Files.exists(file)) {
            Files.write(file, input);
        }
        return file;
    }

    private static String name(byte[] input) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(input);
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Empties a folder of files. */
    static void clear(Path folder) throws IOException {
        for (Path file : list(folder)) {
            Files.delete(file);
        }
        Files.createDirectories(folder);
    }
}
