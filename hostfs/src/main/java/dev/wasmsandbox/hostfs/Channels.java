package dev.wasmsandbox.hostfs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Whole reads and writes at a position. */
final class Channels {

    private Channels() {}

    static void read(FileChannel channel, long position, byte[] target, int offset, int length)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        long at = position;
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, at);
            if (count <= 0) {
                throw new EOFException(
                        "the file ends at " + at + ", inside the range that is to be read");
            }
            at += count;
        }
    }

    static void write(FileChannel channel, long position, byte[] source, int offset, int length)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }
}
