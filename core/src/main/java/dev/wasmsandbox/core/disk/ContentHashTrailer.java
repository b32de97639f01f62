package dev.wasmsandbox.core.disk;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What stands behind the content in the file of a checkpoint: a mark and the content hash, which so can't be parted from it. Whoever
 * reads the file as a checkpoint stops before it.
 *
 * @param contentHash in hex; empty if there is no such trailer, as in a file that was cut short
 * @param contentBytes how many bytes stand before it
 */
record ContentHashTrailer(String contentHash, long contentBytes) {
    private static final byte[] MARK = "WSBXHASH".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH_BYTES = 32;
    private static final int BYTES = MARK.length + HASH_BYTES;

    /** Reads the end of a file, which is left at its beginning. */
    static ContentHashTrailer of(SeekableByteChannel file) throws IOException {
        long size = file.size();
        ByteBuffer trailer = ByteBuffer.allocate(BYTES);
        if (size >= BYTES) {
            file.position(size - BYTES);
            while (trailer.hasRemaining() && file.read(trailer) >= 0) {
                // Reads on until the end.
            }
            file.position(0);
        }
        byte[] bytes = trailer.array();
        return trailer.hasRemaining() || !isMark(bytes)
                ? new ContentHashTrailer("", size)
                : new ContentHashTrailer(
                        HexFormat.of().formatHex(bytes, MARK.length, BYTES), size - BYTES);
    }

    private static boolean isMark(byte[] bytes) {
        return java.util.Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** Makes a content that ends with such a trailer. */
    static FileContent append(FileContent content, String contentHash) {
        ByteBuffer trailer =
                ByteBuffer.allocate(BYTES).put(MARK).put(HexFormat.of().parseHex(contentHash));
        return new FileContent() {
            @Override
            public long size() {
                return content.size() + BYTES;
            }

            @Override
            public InputStream open() throws IOException {
                return new SequenceInputStream(
                        content.open(), new ByteArrayInputStream(trailer.array()));
            }
        };
    }
}
