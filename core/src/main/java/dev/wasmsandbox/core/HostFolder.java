package dev.wasmsandbox.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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
    abstract void move(String name, HostFolder target, String targetName) throws IOException;

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

    /** Creates a directory. No handle can do that, so the caller opens it afterwards to see that it is where it should be. */
    final void createDirectory(String name) throws IOException {
        Files.createDirectory(path.resolve(fileName(name)));
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
                PolicyRules.quote(name),
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

    /** Deletes an entry with all that it holds; of a link, only the link. */
    final void deleteTree(Path name) throws IOException {
        if (!attributes(name).isDirectory()) {
            deleteFile(name);
            return;
        }
        try (HostFolder folder = child(name)) {
            for (Path entry : folder.list()) {
                folder.deleteTree(entry);
            }
        }
        deleteDirectory(name);
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
