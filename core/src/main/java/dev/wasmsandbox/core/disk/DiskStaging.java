package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.WorkspaceChange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a session's new contents are until they get their names: a folder beside the workspaces, made when it is needed.
 * Whoever takes the session next removes what is left in it.
 */
final class DiskStaging implements AutoCloseable {
    private static final Set<OpenOption> CREATE =
            Set.of(
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW,
                    LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE =
            Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final HostFolder staging;
    private final String sessionId;
    private final boolean durable;
    private @Nullable HostFolder folder;

    /** Begins with the folder of all staging, which stays open. */
    DiskStaging(HostFolder staging, String sessionId, boolean durable) {
        this.staging = staging;
        this.sessionId = sessionId;
        this.durable = durable;
    }

    /** Whether contents must be on the disk before they get their names. */
    boolean durable() {
        return durable;
    }

    /** Removes what a process left that died. */
    static void sweep(HostFolder staging, String sessionId) throws IOException {
        try {
            staging.deleteTree(staging.fileName(sessionId));
        } catch (NoSuchFileException e) {
            // Nobody left anything.
        }
    }

    HostFolder folder() throws IOException {
        HostFolder made = folder;
        if (made == null) {
            try {
                staging.createDirectory(sessionId);
            } catch (FileAlreadyExistsException e) {
                // Told below unless it is a directory.
            }
            made = staging.child(sessionId);
            folder = made;
        }
        return made;
    }

    /** Stores a content, and returns its name here. */
    String put(WorkspaceChange.FileContent content) throws IOException {
        HostFolder here = folder();
        String name = newName();
        try {
            if (!content.moveTo(here.path.resolve(name))) {
                write(here, name, content);
            } else if (durable) {
                try (SeekableByteChannel file = here.channel(name, WRITE)) {
                    force(file);
                }
            }
        } catch (IOException e) {
            discard(name);
            throw e;
        }
        return name;
    }

    private void write(HostFolder here, String name, WorkspaceChange.FileContent content)
            throws IOException {
        try (InputStream in = content.open();
                SeekableByteChannel file = here.channel(name, CREATE)) {
            OutputStream out = Channels.newOutputStream(file);
            in.transferTo(out);
            if (durable) {
                force(file);
            }
        }
    }

    private static void force(SeekableByteChannel file) throws IOException {
        if (file instanceof FileChannel channel) {
            channel.force(true);
        }
    }

    /** Makes an empty directory, and returns its name here. */
    String putDirectory() throws IOException {
        String name = newName();
        folder().createDirectory(name);
        return name;
    }

    String newName() {
        return UUID.randomUUID() + ".tmp";
    }

    /** What cannot be removed now is swept later. */
    void discard(String name) {
        try {
            HostFolder here = folder();
            here.deleteTree(here.fileName(name));
        } catch (IOException e) {
            // The failure that led here is the one to tell of.
        }
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
            try {
                staging.deleteDirectory(staging.fileName(sessionId));
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                // Somebody else of this session is at work.
            } catch (IOException e) {
                // Swept later.
            }
        }
    }
}
