package dev.wasmsandbox.cli;

import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where what was typed is kept between times: a file for each language, which only its user can read. */
final class ReplHistory {
    private static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private ReplHistory() {}

    /** Finds the file, and creates it if need be; null where none can be kept. */
    static @Nullable Path file(Map<String, String> environment, RuntimeType runtime) {
        String state = environment.get("XDG_STATE_HOME");
        String home = environment.get("HOME");
        if ((state == null || !state.startsWith("/")) && (home == null || home.isEmpty())) {
            return null;
        }
        Path folder =
                (state != null && state.startsWith("/")
                                ? Path.of(state)
                                : Path.of(home, ".local", "state"))
                        .resolve("wasm-sandbox");
        Path file = folder.resolve("history-" + runtime.id());
        try {
            if (!Files.isDirectory(folder)) {
                Path parent = folder.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(folder, PRIVATE_FOLDER);
            }
            if (!Files.exists(file)) {
                Files.createFile(file, PRIVATE_FILE);
            }
            return Files.isWritable(file) ? file : null;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
