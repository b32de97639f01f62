package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Keeps the output of runs in files, for policies that ask for it.
 *
 * <p>Each run has a directory of its own, private to this user: beside the workspaces where they are on disk, else among
 * the temporary files.
 */
public final class RunLogs {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private RunLogs() {}

    /**
     * Writes the output of a run to {@code stdout.log} and {@code stderr.log}.
     *
     * @return the directory of the two files, an absolute path
     * @throws StorageException if they cannot be written
     */
    public static Path keep(
            StorageAdapter storage, String sessionId, Instant now, byte[] stdout, byte[] stderr) {
        try {
            Path directory = directory(storage, sessionId, now);
            Files.write(directory.resolve("stdout.log"), stdout, StandardOpenOption.CREATE_NEW);
            Files.write(directory.resolve("stderr.log"), stderr, StandardOpenOption.CREATE_NEW);
            return directory;
        } catch (IOException e) {
            throw new StorageException(
                    "the output of a run in session " + sessionId + " cannot be kept: " + e, e);
        }
    }

    private static Path directory(StorageAdapter storage, String sessionId, Instant now)
            throws IOException {
        Path workspace = storage.localPath(sessionId).orElse(null);
        Path sessions = workspace == null ? null : workspace.toAbsolutePath().getParent();
        if (sessions == null) {
            return Files.createTempDirectory("wasm-sandbox-" + sessionId + "-").toAbsolutePath();
        }
        Path parent = sessions.resolve(DiskSessions.LOGS).resolve(sessionId);
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, STAMP.format(now) + "-");
    }
}
