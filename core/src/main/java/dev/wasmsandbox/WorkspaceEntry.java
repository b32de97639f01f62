package dev.wasmsandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file, directory or link of a workspace.
 *
 * @param path its path relative to the workspace, with {@code /} between names
 * @param kind what it is
 * @param size the bytes of a file; 0 for others
 * @param modified when its content last changed
 * @param target what a link points to; null for others
 */
public record WorkspaceEntry(
        String path, Kind kind, long size, Instant modified, @Nullable String target) {

    /** What an entry is. */
    public enum Kind {
        /** A file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link, which means something to the guest alone: the host never follows it. */
        LINK
    }

    /** Describes a file. */
    public static WorkspaceEntry file(String path, long size, Instant modified) {
        return new WorkspaceEntry(path, Kind.FILE, size, modified, null);
    }

    /** Describes a directory. */
    public static WorkspaceEntry directory(String path, Instant modified) {
        return new WorkspaceEntry(path, Kind.DIRECTORY, 0, modified, null);
    }

    /** Describes a link. */
    public static WorkspaceEntry link(String path, String target, Instant modified) {
        return new WorkspaceEntry(path, Kind.LINK, 0, modified, target);
    }
}
