package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts what is written into pieces that fit a message. To be used behind a buffer. */
final class Pieces extends OutputStream {
    private final Target target;

    /** Who gets the pieces. */
    @FunctionalInterface
    interface Target {
        void piece(byte[] bytes) throws IOException;
    }

    private Pieces(Target target) {
        this.target = target;
    }

    static Pieces to(Target target) {
        return new Pieces(target);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int position = offset; position < end; position += Wire.PIECE) {
            target.piece(Arrays.copyOfRange(bytes, position, Math.min(end, position + Wire.PIECE)));
        }
    }
}
