package dev.wasmsandbox.hostfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link FolderHandle} by path, for systems without directory handles. It looks at each directory before it uses it,
 * so links that stand still are not followed; against somebody who swaps directories for links at the same time it is no
 * defence.
 */
record PlainFolderHandle(Path path) implements FolderHandle {

    @Override
    public Iterable<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            for (Path child : stream) {
                names.add(child.getFileName());
            }
        }
        return names;
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return Files.readAttributes(
                path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public BasicFileAttributes ownAttributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public FolderHandle enter(Path name) throws IOException {
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(path.resolve(name).toString());
        }
        return new PlainFolderHandle(path.resolve(name));
    }

    @Override
    public FileChannel openFile(Path name) throws IOException {
        return FileChannel.open(
                path.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
