package dev.wasmsandbox.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of this machine that a command writes: it appears when it is complete, or not at all.
 *
 * @param path where
 * @param force whether it may replace a file that is there
 */
record TargetFile(Path path, boolean force) {
    /** Writes a content, and returns its size. */
    @FunctionalInterface
    interface Content {
        /** Writes it. */
        long writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes the file.
     *
     * @throws UsageException if it cannot be written, or is in the way
     */
    long write(Content content) {
        try {
            requireFree();
            Path part =
                    path.toAbsolutePath().resolveSibling(".sandbox-" + UUID.randomUUID() + ".part");
            try {
                long bytes;
                try (OutputStream out =
                        Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
                    bytes = content.writeTo(out);
                }
                move(part);
                return bytes;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw inTheWay(e);
        } catch (NoSuchFileException e) {
            throw new UsageException("cannot write '" + path + "': there is no such directory", e);
        } catch (IOException e) {
            throw new UsageException("cannot write '" + path + "': " + e, e);
        }
    }

    private void move(Path part) throws IOException {
        if (force) {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(part, path);
        }
    }

    private void requireFree() {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!force) {
            throw inTheWay(null);
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new UsageException(
                    "'"
                            + path
                            + "' is no plain file; to write into it, leave FILE away and redirect");
        }
    }

    private UsageException inTheWay(@Nullable Throwable cause) {
        return new UsageException(
                "there is a file '" + path + "' already; --force replaces it", cause);
    }
}
