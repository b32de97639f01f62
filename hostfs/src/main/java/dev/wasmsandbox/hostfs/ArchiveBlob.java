package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The content of one archive entry. It is inflated whole when first read, checked against the length and checksum of
 * the archive's directory, and kept: in memory, or in a scratch file if it is large. A large entry that is stored without
 * compression is read by range instead, without a look at its checksum.
 */
final class ArchiveBlob implements Blob {

    private static final long WHOLE_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 1 << 16;
    private static final int MAX_ATTEMPTS = 3;

    private final ZipFile archive;
    private final ZipEntry entry;
    private final ArchiveContents contents;
    private final ContentCache cache;
    private final long size;

    ArchiveBlob(ZipFile archive, ZipEntry entry, ArchiveContents contents) {
        this.archive = archive;
        this.entry = entry;
        this.contents = contents;
        this.size = entry.getSize();
        this.cache = size > WHOLE_BYTES ? contents.large() : contents.small();
    }

    @Override
    public long size() {
        return size;
    }

    /** Inflates the content now, so that whoever reads it can be stopped meanwhile. */
    @Override
    public void prepare(Runnable pause) throws IOException {
        if (!readByRange()) {
            Blob _ = content(pause);
        }
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        Blob.checkRange(position, length, size);
        if (readByRange()) {
            readStored(position, target, offset, length);
        } else {
            readContent(position, target, offset, length);
        }
    }

    private boolean readByRange() {
        return entry.getMethod() == ZipEntry.STORED && size > WHOLE_BYTES;
    }

    private void readStored(long position, byte[] target, int offset, int length)
            throws IOException {
        try (InputStream in = open()) {
            // A stored entry skips by moving its file position.
            in.skipNBytes(position);
            if (in.readNBytes(target, offset, length) < length) {
                throw new EOFException(
                        describe() + " ends before its length of " + size + " bytes");
            }
        }
    }

    private void readContent(long position, byte[] target, int offset, int length)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            Blob content = content(ArchiveBlob::goOn);
            try {
                content.read(position, target, offset, length);
                return;
            } catch (IOException e) {
                // Another reader may have needed the space meanwhile.
                if (attempt == MAX_ATTEMPTS || content.equals(cache.get(this))) {
                    throw e;
                }
            }
        }
    }

    /** Finds or makes the content; one thread inflates, others that want the same entry wait for it. */
    private Blob content(Runnable pause) throws IOException {
        Blob content = cache.get(this);
        if (content != null) {
            return content;
        }
        Lock lock = cache.lockOf(this);
        try {
            while (!lock.tryLock(1, TimeUnit.MILLISECONDS)) {
                pause.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + describe(), e);
        }
        try {
            content = cache.get(this);
            if (content == null) {
                content = size > WHOLE_BYTES ? inflateToScratch(pause) : inflate();
                cache.put(this, content);
            }
            return content;
        } finally {
            lock.unlock();
        }
    }

    private Blob inflate() throws IOException {
        byte[] content = new byte[(int) size];
        inflate(
                (position, piece, length) ->
                        System.arraycopy(piece, 0, content, (int) position, length),
                ArchiveBlob::goOn);
        return Blob.of(content);
    }

    private Blob inflateToScratch(Runnable pause) throws IOException {
        ScratchFile file = contents.scratch().create();
        boolean complete = false;
        try {
            inflate((position, piece, length) -> file.write(position, piece, 0, length), pause);
            complete = true;
            return file;
        } finally {
            if (!complete) {
                file.close();
            }
        }
    }

    /** Takes the next piece of a content. */
    private interface Sink {
        void put(long position, byte[] piece, int length) throws IOException;
    }

    private void inflate(Sink sink, Runnable pause) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] piece = new byte[(int) Math.min(PIECE_BYTES, size + 1)];
        long position = 0;
        try (InputStream in = open()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (count > size - position) {
                    throw new ZipException(
                            describe() + " has another length than the archive's directory says");
                }
                sink.put(position, piece, count);
                checksum.update(piece, 0, count);
                position += count;
                pause.run();
            }
        }
        if (position != size) {
            throw new ZipException(
                    describe() + " has another length than the archive's directory says");
        }
        if (checksum.getValue() != entry.getCrc()) {
            throw new ZipException(describe() + " does not match its checksum");
        }
    }

    private InputStream open() throws IOException {
        try {
            return archive.getInputStream(entry);
        } catch (IllegalStateException e) {
            throw new IOException("the archive " + archive.getName() + " was closed", e);
        }
    }

    private static void goOn() {
        // Nobody waits who could be stopped.
    }

    private String describe() {
        return "entry \"" + entry.getName() + "\" of the archive " + archive.getName();
    }
}
