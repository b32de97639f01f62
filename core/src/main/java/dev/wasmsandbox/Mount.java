package dev.wasmsandbox;

import dev.wasmsandbox.core.text.GuestPaths;
import java.nio.file.Path;

/**
 * A tree of the host that the guest sees under a path of its own.
 *
 * <p>Files are read when the guest reads them; nothing is copied up front, and nothing is ever written to the host's
 * tree. Links in a host directory are not followed.
 *
 * @param kind what the source is
 * @param source the host's directory or archive
 * @param guestPath where the guest sees it: absolute, without {@code .} and {@code ..}
 * @param privateChanges whether the guest may write: into a layer of its own above the source, which ends with the run
 */
public record Mount(Kind kind, Path source, String guestPath, boolean privateChanges) {

    /** What stands behind a mount. */
    public enum Kind {
        /** A directory of the host. */
        DIRECTORY,
        /** A zip or jar file of the host, which is never unpacked. */
        ARCHIVE
    }

    /**
     * Checks and normalises the guest path.
     *
     * @throws PolicyValidationException if the guest path is relative, the root, or not normal
     */
    public Mount {
        guestPath = GuestPaths.mountPoint("guestPath", guestPath);
    }

    /** Mounts a directory of the host read-only. */
    public static Mount directory(Path source, String guestPath) {
        return new Mount(Kind.DIRECTORY, source, guestPath, false);
    }

    /** Mounts a zip or jar file of the host read-only. */
    public static Mount archive(Path source, String guestPath) {
        return new Mount(Kind.ARCHIVE, source, guestPath, false);
    }

    /** Returns the same mount with a writable layer above it, whose changes are dropped when the run ends. */
    public Mount withPrivateChanges() {
        return new Mount(kind, source, guestPath, true);
    }
}
