package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.storage.ContentKeeper;
import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.core.text.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes the files of whole workspaces, gives them to others, and copies them. */
public final class SavedWorkspace {
    private SavedWorkspace() {}

    /**
     * Reads all files of a workspace.
     *
     * @param before what another checkpoint of it has: contents that are the same are shared with that
     * @throws StorageException if they cannot be read
     */
    public static SavedFiles take(
            StorageAdapter storage, String sessionId, Optional<SavedFiles> before) {
        List<WorkspaceEntry> entries = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        ContentKeeper keeper =
                new ContentKeeper(
                        before.<Map<String, KeptContent>>map(SavedFiles::contents)
                                .orElse(Map.of()));
        try (WorkspaceSnapshot snapshot = storage.open(sessionId)) {
            for (WorkspaceEntry entry : sorted(snapshot)) {
                entries.add(entry);
                hashes.add(
                        entry.kind() == WorkspaceEntry.Kind.FILE
                                ? keep(keeper, snapshot, entry)
                                : "");
            }
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read the files of session " + sessionId + ": " + e.getMessage(), e);
        }
        return new SavedFiles(entries, hashes, new TreeMap<>(keeper.contents()));
    }

    private static String keep(
            ContentKeeper keeper, WorkspaceSnapshot snapshot, WorkspaceEntry entry)
            throws IOException {
        if (entry.size() > ContentKeeper.LARGEST_IN_MEMORY) {
            // Looked at first: it is not to be written down again if nothing changed.
            MessageDigest digest = Sha256.digest();
            try (InputStream in = snapshot.read(entry).stream()) {
                long _ =
                        in.transferTo(
                                new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            String hash = Sha256.hex(digest);
            if (keeper.share(hash)) {
                return hash;
            }
        }
        try (InputStream in = snapshot.read(entry).stream()) {
            return keeper.keep(in, entry.size()).hash();
        } catch (EOFException e) {
            throw new EOFException(entry.path() + " is shorter than its index says");
        }
    }

    private static List<WorkspaceEntry> sorted(WorkspaceSnapshot snapshot) {
        return snapshot.entries().stream()
                .sorted(Comparator.comparing(WorkspaceEntry::path))
                .toList();
    }

    /**
     * Makes a workspace hold exactly these files.
     *
     * @throws StorageException if not all of it can be stored
     */
    public static void put(
            StorageAdapter storage, String sessionId, SavedFiles files, Instant now) {
        List<WorkspaceChange> changes = new ArrayList<>();
        Set<String> wanted = new HashSet<>();
        for (WorkspaceEntry entry : files.entries()) {
            wanted.add(entry.path() + entry.kind());
        }
        try (WorkspaceSnapshot snapshot = storage.open(sessionId)) {
            for (WorkspaceEntry entry : sorted(snapshot).reversed()) {
                if (!wanted.contains(entry.path() + entry.kind())) {
                    changes.add(new WorkspaceChange.Delete(entry.path()));
                }
            }
        }
        for (int i = 0; i < files.entries().size(); i++) {
            WorkspaceEntry entry = files.entries().get(i);
            changes.add(
                    entry.kind() == WorkspaceEntry.Kind.FILE
                            ? new WorkspaceChange.PutFile(
                                    entry.path(), files.content(i).content(), entry.modified())
                            : without(entry));
        }
        commitAll(storage, sessionId, changes, now);
    }

    /**
     * Copies all files of one workspace into another one, which is empty.
     *
     * @throws StorageException if not all of it can be copied
     */
    public static void copy(StorageAdapter storage, String from, String to, Instant now) {
        try (WorkspaceSnapshot snapshot = storage.open(from)) {
            List<WorkspaceChange> changes = new ArrayList<>();
            for (WorkspaceEntry entry : sorted(snapshot)) {
                changes.add(
                        entry.kind() == WorkspaceEntry.Kind.FILE
                                ? new WorkspaceChange.PutFile(
                                        entry.path(),
                                        new StoredContent(snapshot, entry),
                                        entry.modified())
                                : without(entry));
            }
            if (!changes.isEmpty()) {
                commitAll(storage, to, changes, now);
            }
        }
    }

    private static WorkspaceChange without(WorkspaceEntry entry) {
        return entry.kind() == WorkspaceEntry.Kind.LINK
                ? new WorkspaceChange.PutLink(entry.path(), String.valueOf(entry.target()))
                : new WorkspaceChange.CreateDirectory(entry.path());
    }

    /** Makes changes that belong together; told is the first that cannot be made. */
    public static void commitAll(
            StorageAdapter storage, String sessionId, List<WorkspaceChange> changes, Instant now) {
        List<WorkspaceFailure> failures = storage.commit(sessionId, changes, now);
        if (!failures.isEmpty()) {
            WorkspaceFailure first = failures.getFirst();
            throw new StorageException(
                    "not all files of session "
                            + sessionId
                            + " could be stored: "
                            + first.path()
                            + " ("
                            + first.reason()
                            + ")",
                    new IOException(first.reason()));
        }
    }

    /** A file of a workspace as content for another one. */
    private record StoredContent(WorkspaceSnapshot snapshot, WorkspaceEntry entry)
            implements WorkspaceChange.FileContent {
        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public InputStream open() throws IOException {
            return snapshot.read(entry).stream();
        }
    }
}
