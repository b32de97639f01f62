package dev.wasmsandbox.core;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Opens sandboxes. */
public final class Sandboxes {
    private Sandboxes() {}

    /** Opens a sandbox with these settings. */
    public static Sandbox open(SandboxOptions options) {
        String sessionId =
                options.sessionId() == null
                        ? SessionIds.random()
                        : SessionIds.check(options.sessionId(), options.allowNonUuid());
        LoadedGuest guest = LoadedGuest.of(options.runtime());
        Language language = guest.language();
        PolicyRules.checkMemory(
                options.policy(),
                options.runtime(),
                language.bundle().initialMemoryBytes() + Language.LEAST_FREE_BYTES);
        PolicyRules.checkMountSources(options.policy());
        StorageAdapter storage =
                options.storage() == null
                        ? new DiskStorageAdapter(options.workspaceRoot())
                        : options.storage();
        PolicyMounts mounts = PolicyMounts.open(options.policy().mounts());
        boolean created = create(storage, sessionId, mounts);
        SandboxEvent.Session.Change change =
                created
                        ? SandboxEvent.Session.Change.CREATED
                        : SandboxEvent.Session.Change.RETRIEVED;
        options.logger().log(new SandboxEvent.Session(sessionId, change));
        return new SessionSandbox(
                new SessionContext(
                        options.runtime(),
                        language,
                        options.policy(),
                        sessionId,
                        storage,
                        scratch(storage),
                        mounts,
                        options.logger()),
                new LocalPlace(guest),
                options.sessionPatience());
    }

    private static boolean create(StorageAdapter storage, String sessionId, PolicyMounts mounts) {
        try {
            return storage.create(SessionMetadata.createdAt(sessionId, Instant.now()));
        } catch (RuntimeException e) {
            mounts.close();
            throw e;
        }
    }

    /** Large contents are written beside the workspaces, so that they can be renamed into place; else where temporary files go. */
    private static ScratchDirectory scratch(StorageAdapter storage) {
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
