package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.DirectoryEntry;
import java.io.IOException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host as a read-only tree: listed and read on demand, by range, never copied up front.
 *
 * <p>It shows directories and regular files. Symbolic links, devices, sockets, pipes and names that are no text are
 * absent. Each name is looked up from the handle of the directory that it was listed from, links are never followed, and
 * what was replaced in the meantime fails: the guest sees {@code EIO}, never bytes of something else. (Where Java has no
 * directory handles, as on Windows, the checks are by path, and so can be raced by another process of the host.)
 *
 * <p>Each directory shows a run the state of one moment. Runs share listings for as long as there is memory for them; for
 * a newer state for certain, open it anew. A directory with more than 100,000 entries cannot be listed. Thread-safe. It
 * must not be closed while a run uses it.
 */
public final class HostDirectory implements AutoCloseable {

    private static final int MAX_OPEN_FILES = 64;

    private final Path path;
    private final @Nullable SecureDirectoryStream<Path> secureRoot;
    private final ChannelPool channels = new ChannelPool(MAX_OPEN_FILES);
    private final DirectoryEntry root;

    private HostDirectory(Path path, @Nullable SecureDirectoryStream<Path> secureRoot)
            throws IOException {
        this.path = path;
        this.secureRoot = secureRoot;
        try (FolderHandle handle = openRoot()) {
            BasicFileAttributes attributes = handle.ownAttributes();
            HostFolder folder =
                    new HostFolder(this, null, path, HostFolder.Identity.of(attributes));
            long modified = Math.max(0, attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
            this.root = DirectoryEntry.reloadable(folder, modified);
        }
    }

    /**
     * Opens a directory. Links in the path itself are followed, once: the path is the host's choice.
     *
     * @throws IOException if it is no directory, or may not be read
     */
    @SuppressWarnings(
            "StreamResourceLeak") // The stream is the handle of the whole tree; close() closes it.
    public static HostDirectory open(Path path) throws IOException {
        Path real = path.toRealPath();
        DirectoryStream<Path> stream = Files.newDirectoryStream(real);
        try {
            if (stream instanceof SecureDirectoryStream<Path> secure) {
                return new HostDirectory(real, secure);
            }
        } catch (IOException | RuntimeException e) {
            stream.close();
            throw e;
        }
        stream.close();
        return openByPath(real);
    }

    /** Opens a directory without a handle of the operating system, as on systems that have none. */
    static HostDirectory openByPath(Path real) throws IOException {
        return new HostDirectory(real, null);
    }

    /** Tells the tree to mount. */
    public DirectoryEntry root() {
        return root;
    }

    /** Tells where the directory is on the host, links resolved. */
    public Path path() {
        return path;
    }

    /** Closes all files and the directory's handle. */
    @Override
    public void close() throws IOException {
        channels.close();
        if (secureRoot != null) {
            secureRoot.close();
        }
    }

    FolderHandle openRoot() throws IOException {
        if (secureRoot == null) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(path.toString());
            }
            return new PlainFolderHandle(path);
        }
        try {
            // A handle of its own each time, because a stream can be listed only once.
            return new SecureFolderHandle(secureRoot.newDirectoryStream(Path.of(".")));
        } catch (ClosedDirectoryStreamException e) {
            throw new IOException("the host directory " + path + " was closed", e);
        }
    }

    ChannelPool channels() {
        return channels;
    }
}
