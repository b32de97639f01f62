package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The index of a session's folder.
 *
 * <p>Shown are plain files and folders that can be read and named. Links, devices and the like that the host put there
 * are left out.
 */
final class DiskSnapshot implements WorkspaceSnapshot {
    /** Each level holds a handle open while it is listed; a guest's own directories end far above. */
    private static final int MAX_DEPTH = 256;

    /** Somebody may swap folders for links and back all the time. */
    private static final int MAX_ATTEMPTS = 20;

    /** An index is kept in memory, and takes about half a kilobyte for each entry, and its path. */
    static final int MAX_ENTRIES = 1_000_000;

    private static final long MAX_PATH_CHARACTERS = 64L << 20;

    private final HostFolder folder;
    private final List<WorkspaceEntry> entries;

    private DiskSnapshot(HostFolder folder, List<WorkspaceEntry> entries) {
        this.folder = folder;
        this.entries = entries;
    }

    /** Lists a folder, which is the snapshot's to close from now on. */
    static DiskSnapshot of(HostFolder folder) throws IOException {
        Found found = new Found();
        list(folder, "", 0, found);
        MetadataFile notes = DiskMetadata.read(folder);
        Instant used = notes.metadata() == null ? Instant.EPOCH : notes.metadata().updatedAt();
        for (Map.Entry<String, String> link : notes.links().entrySet()) {
            String path = link.getKey();
            if (found.hasDirectory(path.substring(0, Math.max(0, path.lastIndexOf('/'))))) {
                found.add(WorkspaceEntry.link(path, link.getValue(), used));
            }
        }
        return new DiskSnapshot(folder, List.copyOf(found.entries.values()));
    }

    /** What was found, which must not be more than fits into memory. */
    private static final class Found {
        private final Map<String, WorkspaceEntry> entries = new TreeMap<>();
        private long characters;

        void add(WorkspaceEntry entry) throws IOException {
            if (entries.putIfAbsent(entry.path(), entry) == null) {
                characters += entry.path().length();
            }
            if (entries.size() > MAX_ENTRIES || characters > MAX_PATH_CHARACTERS) {
                throw new IOException(
                        "the workspace has more than "
                                + MAX_ENTRIES
                                + " files and folders, or their paths have more than "
                                + MAX_PATH_CHARACTERS
                                + " characters; remove some, or mount what is only read");
            }
        }

        boolean hasDirectory(String path) {
            WorkspaceEntry entry = entries.get(path);
            return path.isEmpty()
                    || (entry != null && entry.kind() == WorkspaceEntry.Kind.DIRECTORY);
        }
    }

    private static void list(HostFolder folder, String prefix, int depth, Found found)
            throws IOException {
        for (String name : folder.names()) {
            String path = prefix + name;
            if (!WorkspacePaths.isValid(path)) {
                continue;
            }
            try {
                entry(folder, name, path, depth, found);
            } catch (NoSuchFileException | AccessDeniedException e) {
                // Gone since it was listed, or not ours to read: not shown.
            }
        }
    }

    /** Opens a folder; one that is something else by now is not there. */
    private static HostFolder child(HostFolder folder, String name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return folder.child(name);
            } catch (FileSystemException e) {
                if (folder.kind(name) != HostFolder.Kind.DIRECTORY) {
                    throw new NoSuchFileException(name);
                }
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void entry(HostFolder folder, String name, String path, int depth, Found found)
            throws IOException {
        BasicFileAttributes attributes = folder.attributes(name);
        Instant modified = attributes.lastModifiedTime().toInstant();
        if (attributes.isDirectory() && depth < MAX_DEPTH) {
            try (HostFolder child = child(folder, name)) {
                found.add(WorkspaceEntry.directory(path, modified));
                list(child, path + "/", depth + 1, found);
            }
        } else if (attributes.isRegularFile() && Files.isReadable(folder.path.resolve(name))) {
            found.add(WorkspaceEntry.file(path, attributes.size(), modified));
        }
    }

    @Override
    public List<WorkspaceEntry> entries() {
        return entries;
    }

    @Override
    public Content read(WorkspaceEntry entry) throws IOException {
        return new DiskContent(DiskWorkspace.read(folder, entry), entry);
    }

    @Override
    public void close() {
        folder.close();
    }

    /** An open file. */
    private static final class DiskContent implements Content {
        private final SeekableByteChannel file;
        private final WorkspaceEntry entry;

        DiskContent(SeekableByteChannel file, WorkspaceEntry entry) {
            this.file = file;
            this.entry = entry;
        }

        @Override
        public synchronized int read(long position, byte[] target, int offset, int length)
                throws IOException {
            if (file.size() != entry.size()) {
                throw new EOFException(
                        entry.path() + " was changed by the host while it was in use");
            }
            ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
            file.position(position);
            while (buffer.hasRemaining() && file.read(buffer) > 0) {
                // Reads on until the end of the file or of the range.
            }
            return buffer.position() - offset;
        }

        @Override
        public InputStream stream() {
            return new DiskContentInput(this, Channels.newInputStream(file), entry);
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
