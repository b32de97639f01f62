package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.hostfs.PipeGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;

/** A folder that is held by a handle. */
final class SecureHostFolder extends HostFolder {
    private final SecureDirectoryStream<Path> handle;

    SecureHostFolder(Path path, SecureDirectoryStream<Path> handle) {
        super(path);
        this.handle = handle;
    }

    @Override
    HostFolder child(Path file) throws IOException {
        requireDirectory(path.resolve(file), attributes(file));
        return new SecureHostFolder(
                path.resolve(file),
                PipeGuard.open(
                        () -> handle.newDirectoryStream(file, LinkOption.NOFOLLOW_LINKS),
                        () -> wake(file)));
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
        return view(name).readAttributes();
    }

    private BasicFileAttributeView view(Path name) {
        return handle.getFileAttributeView(
                name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    void setModified(String name, FileTime time) throws IOException {
        // With NOFOLLOW the JDK opens the file itself, so this never reaches through a link.
        view(fileName(name)).setTimes(time, null, null);
    }

    @Override
    SeekableByteChannel channel(String name, Set<? extends OpenOption> options) throws IOException {
        Path file = fileName(name);
        return PipeGuard.open(() -> handle.newByteChannel(file, options), () -> wake(file));
    }

    private void wake(Path name) throws IOException {
        if (attributes(name).isOther()) {
            handle.newByteChannel(
                            name,
                            Set.of(
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS))
                    .close();
        }
    }

    @Override
    void move(Path name, HostFolder target, Path targetName) throws IOException {
        handle.move(name, ((SecureHostFolder) target).handle, targetName);
    }

    @Override
    void deleteFile(Path name) throws IOException {
        handle.deleteFile(name);
    }

    @Override
    void deleteDirectory(Path name) throws IOException {
        handle.deleteDirectory(name);
    }

    @Override
    List<Path> list() throws IOException {
        return namesOf(handle);
    }

    @Override
    public void close() {
        try {
            handle.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
