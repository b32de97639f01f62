package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A scratch file on the host's disk. A commit may take it over with {@link #moveTo} instead of copying it.
 *
 * <p>Not thread-safe; but when nobody writes to it, several threads may read it, and another one close it.
 */
public final class HostScratchFile implements ScratchFile {

    private final ScratchDirectory owner;
    private final Path path;
    private volatile long size;
    private volatile boolean closed;

    HostScratchFile(ScratchDirectory owner, Path path) {
        this.owner = owner;
        this.path = path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, size);
        use(channel -> Channels.read(channel, position, target, offset, length));
    }

    @Override
    public void write(long position, byte[] source, int offset, int length) throws IOException {
        use(channel -> {
            try {
                Channels.write(channel, position, source, offset, length);
            } catch (IOException e) {
                cutOff(channel, e);
                throw e;
            }
        });
        size = Math.max(size, position + length);
    }

    /** What a failed write left behind the end is no content. */
    private void cutOff(FileChannel channel, IOException failure) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void resize(long newSize) throws IOException {
        use(channel -> {
            if (newSize < size) {
                channel.truncate(newSize);
            } else if (newSize > size) {
                // One byte at the end makes the rest a hole.
                channel.write(ByteBuffer.wrap(new byte[1]), newSize - 1);
            }
        });
        size = newSize;
    }

    /** Makes sure that what was written is on the disk. */
    public void force() throws IOException {
        use(channel -> channel.force(false));
    }

    /**
     * Moves the file to its final place, atomically replacing what is there; it is no scratch file any more, and closing
     * it does nothing. The target must be on the same file system.
     *
     * @throws IOException if it can't be moved; it stays a scratch file then
     */
    public void moveTo(Path target) throws IOException {
        if (closed) {
            throw new IOException("the scratch file " + path + " is closed");
        }
        use(channel -> {
            if (channel.size() != size) {
                throw new IOException(
                        "the scratch file "
                                + path
                                + " has "
                                + channel.size()
                                + " bytes instead of "
                                + size);
            }
        });
        owner.channels().forget(this);
        Files.move(
                path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        closed = true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        owner.channels().forget(this);
        owner.delete(path);
    }

    private void use(ChannelPool.Action action) throws IOException {
        if (closed) {
            throw new IOException("the scratch file " + path + " is closed");
        }
        owner.channels().use(this, this::open, action);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
}
