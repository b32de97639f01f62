package dev.wasmsandbox.core;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.PolicyValidationException;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.wasi.Scratch;
import java.nio.file.Path;
import java.time.Instant;

/** Opens sandboxes. */
public final class Sandboxes {
    /** What a program needs beside what its interpreter has taken when it starts. */
    private static final long LEAST_FREE_BYTES = 1 << 20;

    private Sandboxes() {}

    /** Opens a sandbox with these settings. */
    public static Sandbox open(SandboxOptions options) {
        String sessionId =
                options.sessionId() == null
                        ? SessionIds.random()
                        : SessionIds.check(options.sessionId(), options.allowNonUuid());
        LoadedGuest guest = LoadedGuest.of(options.runtime());
        checkMemory(options, guest);
        StorageAdapter storage =
                options.storage() == null
                        ? new DiskStorageAdapter(options.workspaceRoot())
                        : options.storage();
        PolicyMounts mounts = PolicyMounts.open(options.policy().mounts());
        boolean created = storage.create(SessionMetadata.createdAt(sessionId, Instant.now()));
        SandboxEvent.Session.Change change =
                created
                        ? SandboxEvent.Session.Change.CREATED
                        : SandboxEvent.Session.Change.RETRIEVED;
        options.logger().log(new SandboxEvent.Session(sessionId, change));
        return new SessionSandbox(
                new SessionContext(
                        options.runtime(),
                        guest,
                        options.policy(),
                        sessionId,
                        storage,
                        scratch(storage),
                        mounts,
                        options.logger()));
    }

    private static void checkMemory(SandboxOptions options, LoadedGuest guest) {
        long least = guest.language().bundle().initialMemoryBytes() + LEAST_FREE_BYTES;
        if (options.policy().memoryBytes() < least) {
            throw new PolicyValidationException(
                    "memoryBytes",
                    Long.toString(options.policy().memoryBytes()),
                    "at least "
                            + least
                            + " bytes, which "
                            + options.runtime().id()
                            + " needs to start");
        }
    }

    /** Large contents are written beside the workspaces, so that they can be renamed into place; else where temporary files go. */
    private static Scratch scratch(StorageAdapter storage) {
        Path parent =
                storage instanceof DiskStorageAdapter disk
                        ? disk.stagingPath()
                        : Path.of(System.getProperty("java.io.tmpdir"));
        return ScratchDirectory.in(parent);
    }
}
