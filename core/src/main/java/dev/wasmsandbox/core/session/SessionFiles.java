package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.text.MessageText;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the host does to the files of sessions. Paths have been checked for their form before they get here. */
final class SessionFiles {
    /** A run may replace a file between the look at the index and the opening; not again and again. */
    private static final int ATTEMPTS = 5;

    private final StorageAdapter storage;
    private final SessionPaths paths;
    private final InstantSource clock;

    SessionFiles(StorageAdapter storage, SessionPaths paths, InstantSource clock) {
        this.storage = storage;
        this.paths = paths;
        this.clock = clock;
    }

    /** Returns the files that match, sorted. */
    List<WorkspaceEntry> list(String id, Glob pattern) {
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            return new SessionIndex(snapshot).files(pattern);
        }
    }

    /** Opens a file as it was last stored. */
    SessionInput read(String id, String path) {
        for (int attempt = 1; ; attempt++) {
            WorkspaceSnapshot snapshot = storage.open(id);
            boolean opened = false;
            try {
                WorkspaceEntry entry = requireFile(id, new SessionIndex(snapshot), path);
                SessionInput input = new SessionInput(snapshot, snapshot.read(entry), entry);
                opened = true;
                return input;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new StorageException(
                            "cannot read " + named(path, id) + ": " + e.getMessage(), e);
                }
            } finally {
                if (!opened) {
                    snapshot.close();
                }
            }
        }
    }

    private WorkspaceEntry requireFile(String id, SessionIndex index, String path) {
        requireNoLinkAbove(id, index, path);
        Optional<WorkspaceEntry> entry = index.find(path);
        if (entry.isEmpty()) {
            throw new StorageException(
                    ErrorCode.FILE_NOT_FOUND, "there is no file " + named(path, id));
        }
        return switch (entry.get().kind()) {
            case FILE -> entry.get();
            case LINK -> throw paths.link(id, path, path);
            case DIRECTORY ->
                    throw new InvalidRequestException(
                            ErrorCode.INVALID_REQUEST,
                            named(path, id)
                                    + " is a directory; list it with "
                                    + quoted(path + "/**"));
        };
    }

    /** Refuses what cannot be written anyway, before its content is fetched. */
    void requireWritable(String id, String path, boolean overwrite) {
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            List<WorkspaceChange> _ = directories(id, new SessionIndex(snapshot), path, overwrite);
        }
    }

    /** Puts a file into its place, with the directories that it needs. */
    void write(String id, String path, WorkspaceChange.FileContent content, boolean overwrite) {
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            List<WorkspaceChange> changes =
                    new ArrayList<>(directories(id, new SessionIndex(snapshot), path, overwrite));
            changes.add(new WorkspaceChange.PutFile(path, content, clock.instant()));
            commit(id, "cannot write " + named(path, id), changes);
        }
    }

    /** Returns what makes the directories that are missing above a path. */
    private List<WorkspaceChange> directories(
            String id, SessionIndex index, String path, boolean overwrite) {
        requireNoLinkAbove(id, index, path);
        List<WorkspaceChange> missing = new ArrayList<>();
        for (String directory : SessionIndex.above(path)) {
            Optional<WorkspaceEntry> entry = index.find(directory);
            if (entry.isEmpty()) {
                missing.add(new WorkspaceChange.CreateDirectory(directory));
            } else if (entry.get().kind() == WorkspaceEntry.Kind.FILE) {
                throw exists(
                        named(directory, id)
                                + " is a file, so "
                                + quoted(path)
                                + " cannot be in it; delete it first or take another path");
            }
        }
        WorkspaceEntry there = index.find(path).orElse(null);
        if (there != null) {
            switch (there.kind()) {
                case LINK -> throw paths.link(id, path, path);
                case DIRECTORY ->
                        throw exists(
                                named(path, id)
                                        + " is a directory; delete it first or take another path");
                case FILE -> {
                    if (!overwrite) {
                        throw exists(
                                "there is a file "
                                        + named(path, id)
                                        + " already, and overwriting was not asked for");
                    }
                }
            }
        }
        return missing;
    }

    /**
     * Deletes a file, a link, or a directory.
     *
     * @return how many bytes the deleted files had; empty if there was nothing
     */
    Optional<Long> delete(String id, String path, boolean recursive) {
        WorkspaceEntry entry;
        List<WorkspaceEntry> inside;
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            SessionIndex index = new SessionIndex(snapshot);
            requireNoLinkAbove(id, index, path);
            entry = index.find(path).orElse(null);
            if (entry == null) {
                return Optional.empty();
            }
            inside = index.below(path);
        }
        if (!inside.isEmpty() && !recursive) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    named(path, id)
                            + " is a directory that is not empty; delete it recursively to delete all that is in it");
        }
        List<WorkspaceChange> changes = new ArrayList<>();
        long bytes = entry.size();
        for (WorkspaceEntry each : inside.reversed()) {
            changes.add(new WorkspaceChange.Delete(each.path()));
            bytes += each.size();
        }
        changes.add(new WorkspaceChange.Delete(path));
        commit(id, "cannot delete " + named(path, id), changes);
        if (entry.kind() == WorkspaceEntry.Kind.DIRECTORY) {
            requireGone(id, path);
        }
        return Optional.of(bytes);
    }

    /** A directory stays where something is in it that is no business of a guest. */
    private void requireGone(String id, String path) {
        try (WorkspaceSnapshot snapshot = storage.open(id)) {
            if (new SessionIndex(snapshot).find(path).isPresent()) {
                throw new StorageException(
                        ErrorCode.STORAGE_FAILED,
                        named(path, id)
                                + " stays, because something is in it that is not part of the workspace, such as a link that was made on the host; its files are deleted");
            }
        }
    }

    private void commit(String id, String what, List<WorkspaceChange> changes) {
        List<WorkspaceFailure> failures = storage.commit(id, changes, clock.instant());
        if (!failures.isEmpty()) {
            WorkspaceFailure first = failures.getFirst();
            throw new StorageException(
                    ErrorCode.STORAGE_FAILED,
                    what
                            + ": "
                            + quoted(first.path())
                            + ": "
                            + first.reason()
                            + (failures.size() == 1
                                    ? ""
                                    : " (and " + (failures.size() - 1) + " more failures)"));
        }
    }

    private void requireNoLinkAbove(String id, SessionIndex index, String path) {
        for (String directory : SessionIndex.above(path)) {
            if (index.find(directory)
                    .filter(entry -> entry.kind() == WorkspaceEntry.Kind.LINK)
                    .isPresent()) {
                throw paths.link(id, path, directory);
            }
        }
    }

    private static StorageException exists(String message) {
        return new StorageException(ErrorCode.FILE_EXISTS, message);
    }

    static String named(String path, String id) {
        return quoted(path) + " in session " + id;
    }

    private static String quoted(String path) {
        return MessageText.quote(path);
    }
}
