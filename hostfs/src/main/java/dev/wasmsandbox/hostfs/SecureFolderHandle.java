package dev.wasmsandbox.hostfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A {@link FolderHandle} over a directory handle of the operating system: renames above it can't mislead it. */
record SecureFolderHandle(SecureDirectoryStream<Path> stream) implements FolderHandle {

    @Override
    public Iterable<Path> names() {
        return stream;
    }

    @Override
    public BasicFileAttributes attributes(Path name) throws IOException {
        return stream.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    @Override
    public BasicFileAttributes ownAttributes() throws IOException {
        return stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
    }

    @Override
    public FolderHandle enter(Path name) throws IOException {
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(name.toString());
        }
        return new SecureFolderHandle(
                PipeGuard.open(
                        () -> stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS),
                        () -> wake(name)));
    }

    @Override
    public FileChannel openFile(Path name) throws IOException {
        SeekableByteChannel channel =
                PipeGuard.open(
                        () ->
                                stream.newByteChannel(
                                        name,
                                        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
                        () -> wake(name));
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("this file system gives no file channel for \"" + name + "\"");
    }

    private void wake(Path name) throws IOException {
        if (attributes(name).isOther()) {
            stream.newByteChannel(
                            name,
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS))
                    .close();
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
