package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts what is written into pieces that fit a message. As a stream to be used behind a buffer. */
final class Pieces extends OutputStream {
    private final Target<IOException> target;

    /** Who gets the pieces. */
    @FunctionalInterface
    interface Target<E extends Exception> {
        void piece(byte[] bytes) throws E;
    }

    private Pieces(Target<IOException> target) {
        this.target = target;
    }

    static Pieces to(Target<IOException> target) {
        return new Pieces(target);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        cut(bytes, offset, length, target);
    }

    /** Cuts bytes that are at hand. */
    static <E extends Exception> void cut(byte[] bytes, Target<E> target) throws E {
        cut(bytes, 0, bytes.length, target);
    }

    private static <E extends Exception> void cut(
            byte[] bytes, int offset, int length, Target<E> target) throws E {
        int end = offset + length;
        for (int position = offset; position < end; position += Wire.PIECE) {
            target.piece(Arrays.copyOfRange(bytes, position, Math.min(end, position + Wire.PIECE)));
        }
    }
}
