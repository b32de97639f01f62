package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Blob;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The content of one archive entry. It is inflated whole when first read, checked against the length and checksum of
 * the archive's directory, and kept in the shared cache. A large entry that is stored without compression is read by
 * range instead, without a look at its checksum.
 */
final class ArchiveBlob implements Blob {

    private static final long WHOLE_BYTES = 1 << 20;

    private final ZipFile archive;
    private final ZipEntry entry;
    private final ContentCache cache;
    private final long size;

    ArchiveBlob(ZipFile archive, ZipEntry entry, ContentCache cache) {
        this.archive = archive;
        this.entry = entry;
        this.cache = cache;
        this.size = entry.getSize();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, size);
        try {
            if (entry.getMethod() == ZipEntry.STORED && size > WHOLE_BYTES) {
                readStored(position, target, offset, length);
            } else {
                System.arraycopy(content(), (int) position, target, offset, length);
            }
        } catch (IllegalStateException e) {
            throw new IOException("the archive " + archive.getName() + " was closed", e);
        }
    }

    private void readStored(long position, byte[] target, int offset, int length)
            throws IOException {
        try (InputStream in = archive.getInputStream(entry)) {
            // A stored entry skips by moving its file position.
            in.skipNBytes(position);
            if (in.readNBytes(target, offset, length) < length) {
                throw new EOFException(
                        describe() + " ends before its length of " + size + " bytes");
            }
        }
    }

    private byte[] content() throws IOException {
        byte[] content = cache.get(this);
        if (content == null) {
            // One thread inflates, others that want the same entry wait for it.
            synchronized (this) {
                content = cache.get(this);
                if (content == null) {
                    content = inflate();
                    cache.put(this, content);
                }
            }
        }
        return content;
    }

    private byte[] inflate() throws IOException {
        byte[] content = new byte[(int) size];
        try (InputStream in = archive.getInputStream(entry)) {
            if (in.readNBytes(content, 0, content.length) < content.length || in.read() >= 0) {
                throw new ZipException(
                        describe() + " has another length than the archive's directory says");
            }
        }
        CRC32 checksum = new CRC32();
        checksum.update(content);
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException(describe() + " does not match its checksum");
        }
        return content;
    }

    private String describe() {
        return "entry \"" + entry.getName() + "\" of the archive " + archive.getName();
    }
}
