package dev.wasmsandbox.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of this machine that a command reads.
 *
 * @param path where
 */
record SourceFile(Path path) {
    /**
     * Takes a content.
     *
     * @param <T> what becomes of it
     */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * Reads it.
         *
         * @param size how many bytes are expected; -1 if that is not known
         */
        T read(InputStream in, long size) throws IOException;
    }

    /**
     * Reads the file.
     *
     * @throws UsageException if it cannot be read
     */
    <T> T read(Reader<T> reader) {
        try (InputStream in = Files.newInputStream(path)) {
            return reader.read(in, Files.isRegularFile(path) ? Files.size(path) : -1);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw unreadable("permission denied", e);
        } catch (IOException e) {
            throw unreadable(e.getMessage(), e);
        }
    }

    private UsageException unreadable(@Nullable String why, IOException cause) {
        return new UsageException("cannot read '" + path + "': " + why, cause);
    }
}
