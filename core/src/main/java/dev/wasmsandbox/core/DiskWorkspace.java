package dev.wasmsandbox.core;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one session, open for changes.
 *
 * <p>A file is written beside the workspaces and renamed into its place, so whoever looks sees the old content or the
 * new one. What is there and is neither a plain file nor a folder belongs to the host: it stays as it is.
 */
final class DiskWorkspace implements AutoCloseable {
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> OVERWRITE =
            Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE =
            Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    LinkOption.NOFOLLOW_LINKS);

    /** Even if JSON wrote each as six bytes, the file stays within {@link MetadataFile#MAX_BYTES}. */
    private static final long MAX_LINK_CHARACTERS = 1 << 20;

    private final HostFolder folder;
    private final HostFolder staging;

    DiskWorkspace(HostFolder folder, HostFolder staging) {
        this.folder = folder;
        this.staging = staging;
    }

    /** Reads what is noted about a session; what is missing, damaged or no plain file counts as missing. */
    static MetadataFile metadata(HostFolder folder) throws IOException {
        try {
            BasicFileAttributes attributes = folder.attributes(WorkspacePaths.METADATA_FILE);
            if (!attributes.isRegularFile() || attributes.size() > MetadataFile.MAX_BYTES) {
                return MetadataFile.MISSING;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) attributes.size());
            try (SeekableByteChannel file = folder.channel(WorkspacePaths.METADATA_FILE, READ)) {
                while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                    // Reads on until the end.
                }
            }
            return MetadataFile.read(bytes.array());
        } catch (NoSuchFileException e) {
            return MetadataFile.MISSING;
        }
    }

    /** Writes the notes about a session. */
    void writeMetadata(SessionMetadata metadata, Map<String, String> links) throws IOException {
        byte[] json = MetadataFile.write(metadata, links);
        if (!links.isEmpty() || !overwrite(json)) {
            String temporary = stage(new BytesContent(json));
            try {
                replace(folder, WorkspacePaths.METADATA_FILE, temporary, null);
            } catch (IOException e) {
                discard(temporary);
                throw e;
            }
        }
    }

    /**
     * Writes over what has the same length, by one write of less than a page, which a killed process has done or not.
     * This happens after every run, and replacing a file costs milliseconds where the file system flushes on renames
     * (ext4). What a failing machine leaves behind counts as missing, and there is nothing in it but times.
     */
    private boolean overwrite(byte[] json) throws IOException {
        String name = WorkspacePaths.METADATA_FILE;
        if (kind(folder, name) != Kind.FILE || folder.attributes(name).size() != json.length) {
            return false;
        }
        try (SeekableByteChannel file = folder.channel(name, OVERWRITE)) {
            return file.write(ByteBuffer.wrap(json)) == json.length;
        }
    }

    /** Makes changes and notes that the session was used. */
    List<WorkspaceFailure> commit(
            String sessionId, List<WorkspaceChange> changes, Instant updatedAt) throws IOException {
        MetadataFile old = metadata(folder);
        Map<String, String> links = new TreeMap<>(old.links());
        List<WorkspaceFailure> failures = new ArrayList<>();
        IdentityHashMap<WorkspaceChange, String> staged = stage(changes, failures);
        boolean complete = failures.isEmpty();
        for (WorkspaceChange change : changes) {
            if (change instanceof WorkspaceChange.PutFile && !staged.containsKey(change)) {
                continue;
            }
            try {
                if (change instanceof WorkspaceChange.Delete && !complete) {
                    throw new FileSystemException(
                            change.path(),
                            null,
                            "it stays, because not all contents could be stored");
                }
                apply(change, links, staged);
            } catch (IOException e) {
                failures.add(new WorkspaceFailure(change.path(), reason(e)));
            }
        }
        staged.values().forEach(this::discard);
        SessionMetadata metadata =
                Optional.ofNullable(old.metadata())
                        .orElseGet(() -> SessionMetadata.createdAt(sessionId, updatedAt));
        writeMetadata(metadata.updatedAt(updatedAt), links);
        return failures;
    }

    /**
     * Writes all new contents beside the workspaces before anything is changed: what a program renamed is still to be read from
     * where it was. When one of them cannot be written nothing is deleted, for it may be the only copy.
     *
     * @return the temporary file of each change that has a content
     */
    private IdentityHashMap<WorkspaceChange, String> stage(
            List<WorkspaceChange> changes, List<WorkspaceFailure> failures) {
        IdentityHashMap<WorkspaceChange, String> staged = new IdentityHashMap<>();
        for (WorkspaceChange change : changes) {
            if (change instanceof WorkspaceChange.PutFile put) {
                try {
                    staged.put(put, stage(put.content()));
                } catch (IOException e) {
                    failures.add(new WorkspaceFailure(put.path(), reason(e)));
                }
            }
        }
        return staged;
    }

    private String stage(WorkspaceChange.FileContent content) throws IOException {
        String temporary = UUID.randomUUID() + ".tmp";
        if (!content.moveTo(staging.path.resolve(temporary))) {
            write(temporary, content);
        }
        return temporary;
    }

    private void apply(
            WorkspaceChange change,
            Map<String, String> links,
            IdentityHashMap<WorkspaceChange, String> staged)
            throws IOException {
        String path = change.path();
        if (!WorkspacePaths.isValid(path)) {
            throw new FileSystemException(path, null, "this is no path within a workspace");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        try (Parent parent = parent(path)) {
            switch (change) {
                case WorkspaceChange.PutFile put -> {
                    String temporary = Objects.requireNonNull(staged.get(put));
                    replace(parent.folder(), name, temporary, put.modified());
                    staged.remove(put);
                    links.remove(path);
                }
                case WorkspaceChange.PutLink(String _, String target) -> {
                    requireFree(parent.folder(), name);
                    putLink(links, path, target);
                }
                case WorkspaceChange.CreateDirectory _ -> {
                    links.remove(path);
                    createDirectory(parent.folder(), name);
                }
                case WorkspaceChange.Delete _ -> {
                    links.remove(path);
                    delete(parent.folder(), name);
                }
            }
        } catch (NoSuchFileException e) {
            if (!(change instanceof WorkspaceChange.Delete)) {
                throw e;
            }
        }
    }

    /** Moves a staged file into its place. */
    private void replace(
            HostFolder target, String name, String temporary, @Nullable Instant modified)
            throws IOException {
        if (kind(target, name) == Kind.OTHER || kind(target, name) == Kind.DIRECTORY) {
            throw inTheWay(name);
        }
        if (modified != null) {
            staging.setModified(temporary, FileTime.from(modified));
        }
        staging.move(temporary, target, name);
    }

    private void write(String temporary, WorkspaceChange.FileContent content) throws IOException {
        try (InputStream in = content.open();
                SeekableByteChannel file = staging.channel(temporary, CREATE);
                OutputStream out = Channels.newOutputStream(file)) {
            in.transferTo(out);
        } catch (IOException e) {
            discard(temporary);
            throw e;
        }
    }

    /** What cannot be removed now is swept later. */
    private void discard(String temporary) {
        try {
            staging.deleteFile(staging.fileName(temporary));
        } catch (IOException e) {
            // The failure that led here is the one to tell of.
        }
    }

    private static void createDirectory(HostFolder parent, String name) throws IOException {
        try {
            parent.createDirectory(name);
        } catch (FileAlreadyExistsException e) {
            // Told below unless it is a directory.
        }
        // Opened by the parent's handle: proves that it is where it should be.
        parent.child(name).close();
    }

    private static void delete(HostFolder parent, String name) throws IOException {
        switch (kind(parent, name)) {
            case FILE -> parent.deleteFile(parent.fileName(name));
            case DIRECTORY -> {
                try {
                    parent.deleteDirectory(parent.fileName(name));
                } catch (DirectoryNotEmptyException e) {
                    // Something of the host's is in there, and stays.
                }
            }
            case NOTHING, OTHER -> {
                // Nothing that the guest could have seen.
            }
        }
    }

    private static void requireFree(HostFolder parent, String name) throws IOException {
        if (kind(parent, name) != Kind.NOTHING) {
            throw inTheWay(name);
        }
    }

    /** Links are read and written all together, so all together they must stay small. */
    private static void putLink(Map<String, String> links, String path, String target)
            throws IOException {
        long characters = (long) path.length() + target.length();
        for (Map.Entry<String, String> link : links.entrySet()) {
            characters += (long) link.getKey().length() + link.getValue().length();
        }
        if (characters > MAX_LINK_CHARACTERS) {
            throw new FileSystemException(path, null, "the workspace has too many links");
        }
        links.put(path, target);
    }

    private static IOException inTheWay(String name) {
        return new FileSystemException(
                name, null, "something of the host's that is no plain file is in the way");
    }

    private enum Kind {
        NOTHING,
        FILE,
        DIRECTORY,
        OTHER
    }

    private static Kind kind(HostFolder parent, String name) throws IOException {
        try {
            BasicFileAttributes attributes = parent.attributes(name);
            return attributes.isRegularFile()
                    ? Kind.FILE
                    : attributes.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
        } catch (NoSuchFileException e) {
            return Kind.NOTHING;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory is not there";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return e.toString();
    }

    /** The folder of a path's last name, closed unless it is the workspace itself. */
    private record Parent(HostFolder folder, boolean own) implements AutoCloseable {
        @Override
        public void close() {
            if (own) {
                folder.close();
            }
        }
    }

    private Parent parent(String path) throws IOException {
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
            BasicFileAttributes now = parent.folder().attributes(name);
            // Before it is opened: opening a pipe would wait for a writer.
            if (!now.isRegularFile()
                    || now.size() != entry.size()
                    || !now.lastModifiedTime().toInstant().equals(entry.modified())) {
                throw new FileSystemException(
                        path, null, "it was changed by the host while it was in use");
            }
            return parent.folder().channel(name, READ);
        }
    }

    @Override
    public void close() {
        folder.close();
        staging.close();
    }
}
