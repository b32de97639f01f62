package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.core.text.WorkspacePaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

/**
 * The notes about a session, in its folder. Never written in place: the host may have made the name a second one for a
 * file elsewhere.
 */
final class DiskMetadata {
    private static final String NAME = WorkspacePaths.METADATA_FILE;

    /** No session can have such a name. */
    private static final String TEMPORARY = "+metadata";

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> CREATE =
            Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    LinkOption.NOFOLLOW_LINKS);

    private DiskMetadata() {}

    /** Reads the notes; what is missing, damaged or no plain file counts as missing. */
    static MetadataFile read(HostFolder folder) throws IOException {
        return read(folder, NAME);
    }

    private static MetadataFile read(HostFolder folder, String name) throws IOException {
        try {
            BasicFileAttributes attributes = folder.attributes(name);
            if (!attributes.isRegularFile() || attributes.size() > MetadataFile.MAX_BYTES) {
                return MetadataFile.MISSING;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) attributes.size());
            try (SeekableByteChannel file = folder.channel(name, READ)) {
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
    static void write(
            HostFolder folder,
            HostFolder staging,
            SessionMetadata metadata,
            Map<String, String> links,
            boolean durable)
            throws IOException {
        HostFolder.Kind kind = folder.kind(NAME);
        if (kind == HostFolder.Kind.OTHER || kind == HostFolder.Kind.DIRECTORY) {
            throw new FileSystemException(
                    NAME, null, "something of the host's that is no plain file is in the way");
        }
        String temporary = metadata.sessionId() + TEMPORARY;
        deleteIfThere(staging, temporary);
        try (SeekableByteChannel file = staging.channel(temporary, CREATE)) {
            ByteBuffer bytes = ByteBuffer.wrap(MetadataFile.write(metadata, links));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (durable && file instanceof FileChannel channel) {
                channel.force(true);
            }
        }
        if (!durable && kind == HostFolder.Kind.FILE) {
            // File systems flush a file that replaces another (ext4), and this happens after every
            // run. Whoever dies in between leaves the temporary file, see below.
            folder.deleteFile(folder.fileName(NAME));
        }
        staging.move(temporary, folder, NAME);
    }

    /** Brings back the notes of a process that died while it wrote them. */
    static void recover(HostFolder folder, HostFolder staging, String sessionId)
            throws IOException {
        String temporary = sessionId + TEMPORARY;
        if (staging.kind(temporary) == HostFolder.Kind.NOTHING) {
            return;
        }
        if (folder.kind(NAME) == HostFolder.Kind.NOTHING
                && read(staging, temporary).metadata() != null) {
            staging.move(temporary, folder, NAME);
        } else {
            deleteIfThere(staging, temporary);
        }
    }

    /** Deletes what the death of a process left. */
    static void deleteIfThere(HostFolder staging, String temporary) throws IOException {
        if (staging.kind(temporary) != HostFolder.Kind.NOTHING) {
            staging.deleteTree(staging.fileName(temporary));
        }
    }
}
