package dev.wasmsandbox.benchmarks.full;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The programs and drivers that are packed beside the benchmarks. */
final class Resources {
    private static final String PLACE = "/dev/wasmsandbox/benchmarks/";

    private Resources() {}

    /** Unpacks one into a folder, under its own name. */
    static Path unpack(String name, Path folder) {
        Path file = folder.resolve(Path.of(name).getFileName());
        try (InputStream in = Resources.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not packed");
            }
            Files.createDirectories(folder);
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name + " to " + folder, e);
        }
    }
}
