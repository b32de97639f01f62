package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Blob;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The content of a host file as it was when its directory was listed. A file that was replaced, or whose length or time
 * of change is another when it is opened, fails; so does one whose length changes later.
 */
final class HostFile implements Blob {

    private final HostDirectory owner;
    private final HostFolder folder;
    private final Path name;
    private final HostFolder.Identity identity;
    private final long size;
    private final FileTime modified;

    HostFile(HostDirectory owner, HostFolder folder, Path name, BasicFileAttributes attributes) {
        this.owner = owner;
        this.folder = folder;
        this.name = name;
        this.identity = HostFolder.Identity.of(attributes);
        this.size = attributes.size();
        this.modified = attributes.lastModifiedTime();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, size);
        owner.channels()
                .use(
                        this,
                        this::open,
                        channel -> {
                            if (channel.size() != size) {
                                throw changed();
                            }
                            Channels.read(channel, position, target, offset, length);
                        });
    }

    private FileChannel open() throws IOException {
        try (FolderHandle handle = folder.open()) {
            requireUnchanged(handle.attributes(name));
            FileChannel channel = handle.openFile(name);
            try {
                // Looked at again: only if the name stood for the same file before and after was
                // that one opened.
                requireUnchanged(handle.attributes(name));
                return channel;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    private void requireUnchanged(BasicFileAttributes now) throws IOException {
        if (!HostFolder.Identity.of(now).equals(identity)
                || now.size() != size
                || !now.lastModifiedTime().equals(modified)) {
            throw changed();
        }
    }

    private IOException changed() {
        return new IOException(
                "the file \""
                        + name
                        + "\" in "
                        + owner.path()
                        + " was changed while it was mounted");
    }
}
