package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.core.text.FileNames;
import dev.wasmsandbox.core.text.MessageText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A directory of the host in which nothing is reached by following a link.
 *
 * <p>Where the system allows it, the directory is held by a handle and everything is named relative to that: then
 * nobody can slip a link under our feet between a check and its use.
 */
abstract class HostFolder implements Closeable {
    /** Where the directory was when it was opened, for messages and for what no handle can do. */
    final Path path;

    HostFolder(Path path) {
        this.path = path;
    }

    /** Opens a directory that the host's owner named, links on the way included. */
    @SuppressWarnings("StreamResourceLeak") // the folder closes it
    static HostFolder open(Path path) throws IOException {
        Path real = path.toRealPath();
        DirectoryStream<Path> stream = Files.newDirectoryStream(real);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new SecureHostFolder(real, secure);
        }
        stream.close();
        return new PlainHostFolder(real);
    }

    static void requireDirectory(Path path, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isDirectory()) {
            throw new FileSystemException(path.toString(), null, "not a directory");
        }
    }

    /** Opens a directory in this one, which must not be a link. */
    final HostFolder child(String name) throws IOException {
        return child(fileName(name));
    }

    /** Describes an entry itself, never what it points to. */
    final BasicFileAttributes attributes(String name) throws IOException {
        return attributes(fileName(name));
    }

    /** Opens a file; the options must hold {@link LinkOption#NOFOLLOW_LINKS}. */
    abstract SeekableByteChannel channel(String name, Set<? extends OpenOption> options)
            throws IOException;

    /** Moves a file to another folder of the same file system, replacing a file there at one stroke. */
    final void move(String name, HostFolder target, String targetName) throws IOException {
        move(fileName(name), target, target.fileName(targetName));
    }

    abstract void move(Path name, HostFolder target, Path targetName) throws IOException;

    abstract void setModified(String name, FileTime time) throws IOException;

    abstract void deleteFile(Path name) throws IOException;

    /** Deletes an empty directory. */
    abstract void deleteDirectory(Path name) throws IOException;

    /** Lists the names of all entries as the system gives them. Can be called once. */
    abstract List<Path> list() throws IOException;

    abstract HostFolder child(Path name) throws IOException;

    abstract BasicFileAttributes attributes(Path name) throws IOException;

    @Override
    public abstract void close();

    /** What a name stands for. */
    enum Kind {
        NOTHING,
        FILE,
        DIRECTORY,
        OTHER
    }

    final Kind kind(String name) throws IOException {
        try {
            BasicFileAttributes attributes = attributes(name);
            return attributes.isRegularFile()
                    ? Kind.FILE
                    : attributes.isDirectory() ? Kind.DIRECTORY : Kind.OTHER;
        } catch (NoSuchFileException e) {
            return Kind.NOTHING;
        }
    }

    /**
     * Creates a directory by its path, since no handle can do that: in folders that nobody else changes only. Elsewhere
     * a directory is moved to.
     */
    void createDirectory(String name) throws IOException {
        Files.createDirectory(path.resolve(fileName(name)));
    }

    /** Makes sure that the names in this folder are on the disk, where the system can do that. */
    final void force() throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no directories, and needs no such thing.
        }
    }

    /**
     * Returns a name as a path of exactly one part.
     *
     * @throws IOException if this system cannot have such a name
     */
    final Path fileName(String name) throws IOException {
        try {
            Path one = path.getFileSystem().getPath(name);
            if (FileNames.isPlain(name)
                    && !one.isAbsolute()
                    && one.getNameCount() == 1
                    && one.toString().equals(name)) {
                return one;
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new FileSystemException(
                MessageText.quote(name),
                null,
                "this system's file names cannot express it (name encoding "
                        + System.getProperty("sun.jnu.encoding", "unknown")
                        + ")");
    }

    /** Lists the entries whose names can be written down and found again. Can be called once. */
    final List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : list()) {
            String name = file.toString();
            if (FileNames.isPlain(name) && isWritten(file, name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Undecodable bytes turn into something else when they are written back, or cannot be. */
    private boolean isWritten(Path file, String name) {
        try {
            return path.getFileSystem().getPath(name).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Deletes an entry with all that it holds; of a link, only the link. Directories in it are moved up here first, so
     * that no depth can use up file handles or the stack.
     */
    final void deleteTree(Path name) throws IOException {
        Deque<Path> left = new ArrayDeque<>(List.of(name));
        while (!left.isEmpty()) {
            Path next = left.pop();
            if (!attributes(next).isDirectory()) {
                deleteFile(next);
                continue;
            }
            try (HostFolder folder = child(next)) {
                for (Path entry : folder.list()) {
                    if (folder.attributes(entry).isDirectory()) {
                        Path moved = fileName(UUID.randomUUID() + ".tmp");
                        folder.move(entry, this, moved);
                        left.push(moved);
                    } else {
                        folder.deleteFile(entry);
                    }
                }
            }
            deleteDirectory(next);
        }
    }

    static List<Path> namesOf(DirectoryStream<Path> stream) throws IOException {
        try {
            List<Path> names = new ArrayList<>();
            for (Path entry : stream) {
                names.add(Objects.requireNonNull(entry.getFileName()));
            }
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
