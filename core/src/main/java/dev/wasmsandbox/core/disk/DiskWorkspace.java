package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one session, open for changes.
 *
 * <p>What is there and is neither a plain file nor a folder belongs to the host: it stays as it is.
 */
final class DiskWorkspace implements AutoCloseable {
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final HostFolder folder;
    private final HostFolder staging;
    private final boolean durable;

    DiskWorkspace(HostFolder folder, HostFolder staging, boolean durable) {
        this.folder = folder;
        this.staging = staging;
        this.durable = durable;
    }

    /** Writes the notes about a session. */
    void writeMetadata(SessionMetadata metadata, Map<String, String> links) throws IOException {
        DiskMetadata.write(folder, staging, metadata, links, durable);
        if (durable) {
            folder.force();
        }
    }

    /** Removes what a process left that died in a commit, and brings back what it had not lost. */
    void tidyUp(String sessionId) throws IOException {
        switch (staging.kind(sessionId)) {
            case DIRECTORY -> {
                try (HostFolder left = staging.child(sessionId)) {
                    DiskJournal.undo(this, left);
                }
                DiskStaging.sweep(staging, sessionId);
            }
            case FILE, OTHER -> DiskStaging.sweep(staging, sessionId);
            case NOTHING -> {
                // The usual case.
            }
        }
        DiskMetadata.recover(folder, staging, sessionId);
    }

    /** Makes changes and notes that the session was used. */
    List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) throws IOException {
        MetadataFile old = DiskMetadata.read(folder);
        Map<String, String> links = new TreeMap<>(old.links());
        List<WorkspaceFailure> failures = new ArrayList<>();
        if (!changes.isEmpty()) {
            try (DiskStaging contents = new DiskStaging(staging, sessionId, durable)) {
                failures.addAll(new DiskCommit(this, contents, links).carryOut(changes));
            }
        }
        SessionMetadata metadata =
                Optional.ofNullable(old.metadata())
                        .orElseGet(() -> SessionMetadata.createdAt(sessionId, updatedAt));
        try {
            writeMetadata(metadata.updatedAt(updatedAt), links);
        } catch (IOException e) {
            failures.addAll(unnoted(changes, DiskCommit.reason(e)));
        }
        return failures;
    }

    /** What is only noted, and so is not stored when the notes cannot be written. */
    private static List<WorkspaceFailure> unnoted(List<WorkspaceChange> changes, String reason) {
        List<WorkspaceFailure> failures = new ArrayList<>();
        failures.add(new WorkspaceFailure(WorkspacePaths.METADATA_FILE, reason));
        for (WorkspaceChange change : changes) {
            if (change instanceof WorkspaceChange.PutLink) {
                failures.add(
                        new WorkspaceFailure(
                                change.path(),
                                WorkspacePaths.METADATA_FILE + " cannot be written: " + reason));
            }
        }
        return failures;
    }

    /** The folder of a path's last name, closed unless it is the workspace itself. */
    record Parent(HostFolder folder, boolean own) implements AutoCloseable {
        @Override
        public void close() {
            if (own) {
                folder.close();
            }
        }
    }

    /** Returns the session's folder itself. */
    HostFolder top() {
        return folder;
    }

    /** Opens the folder of a path's last name. */
    Parent parent(String path) throws IOException {
        return parent(folder, path);
    }

    private static Parent parent(HostFolder top, String path) throws IOException {
        Parent current = new Parent(top, false);
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            try (Parent above = current) {
                current = new Parent(above.folder().child(path.substring(start, slash)), true);
            }
            start = slash + 1;
        }
        return current;
    }

    /** Opens a file that is still what the index says of it, through folders only. */
    static SeekableByteChannel read(HostFolder top, WorkspaceEntry entry) throws IOException {
        String path = entry.path();
        try (Parent parent = parent(top, path)) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            // Before it is opened: opening a pipe would wait for a writer.
            Object identity = requireUnchanged(parent.folder(), name, entry);
            SeekableByteChannel file = parent.folder().channel(name, READ);
            try {
                // And after: only if the name stood for the same file all the time was that one
                // opened.
                if (!Objects.equals(identity, requireUnchanged(parent.folder(), name, entry))) {
                    throw changed(entry);
                }
                return file;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        }
    }

    private static @Nullable Object requireUnchanged(
            HostFolder folder, String name, WorkspaceEntry entry) throws IOException {
        BasicFileAttributes now = folder.attributes(name);
        if (!now.isRegularFile()
                || now.size() != entry.size()
                || !now.lastModifiedTime().toInstant().equals(entry.modified())) {
            throw changed(entry);
        }
        return now.fileKey();
    }

    private static IOException changed(WorkspaceEntry entry) {
        return new FileSystemException(
                entry.path(), null, "it was changed by the host while it was in use");
    }

    @Override
    public void close() {
        folder.close();
        staging.close();
    }
}
