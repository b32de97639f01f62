package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/** Where large contents are written on their way into a storage. */
public final class ScratchSpace {
    private ScratchSpace() {}

    /**
     * Opens scratch space for a storage: beside its workspaces where they are on disk, so that contents can be renamed into
     * place; else where temporary files go. What crashed processes left there is swept.
     *
     * @throws StorageException if nothing can be written there
     */
    public static ScratchDirectory of(StorageAdapter storage) {
        if (!(storage instanceof DiskStorageAdapter disk)) {
            return ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")));
        }
        try {
            Path staging = Files.createDirectories(disk.stagingPath());
            if (!Files.isDirectory(staging, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(staging.toString());
            }
            List<Path> _ = ScratchDirectory.sweep(staging);
        } catch (IOException e) {
            throw new StorageException(
                    "cannot use " + disk.stagingPath() + ": " + e.getMessage(), e);
        }
        return ScratchDirectory.in(disk.stagingPath());
    }
}
