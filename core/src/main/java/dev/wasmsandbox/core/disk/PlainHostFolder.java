package dev.wasmsandbox.core.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;

/** A folder on systems without handles for directories: each part of a path is checked when it is passed. */
final class PlainHostFolder extends HostFolder {
    PlainHostFolder(Path path) {
        super(path);
    }

    @Override
    HostFolder child(Path name) throws IOException {
        Path directory = path.resolve(name);
        requireDirectory(directory, attributes(name));
        return new PlainHostFolder(directory);
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
        return Files.readAttributes(
                path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    void setModified(String name, FileTime time) throws IOException {
        Files.getFileAttributeView(
                        path.resolve(fileName(name)),
                        BasicFileAttributeView.class,
                        LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, null, null);
    }

    @Override
    SeekableByteChannel channel(String name, Set<? extends OpenOption> options) throws IOException {
        return Files.newByteChannel(path.resolve(fileName(name)), options);
    }

    @Override
    void move(Path name, HostFolder target, Path targetName) throws IOException {
        Files.move(
                path.resolve(name),
                target.path.resolve(targetName),
                StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    void deleteFile(Path name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    void deleteDirectory(Path name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    List<Path> list() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            return namesOf(stream);
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
