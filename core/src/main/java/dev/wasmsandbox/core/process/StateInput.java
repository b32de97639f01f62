package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.InputStream;

/** Reads in a worker the checkpoint that the host sends in pieces. */
final class StateInput extends InputStream {
    private final HostQuestions questions;
    private byte[] piece = new byte[0];
    private int position;
    private boolean ended;

    /** Asks for it. */
    StateInput(HostQuestions questions) {
        this.questions = questions;
        questions.host().send(new FromWorker.ReadState());
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (position == piece.length && !ended) {
            if (!(questions.next() instanceof ToWorker.State(byte[] next))) {
                throw new ProtocolException(
                        "the host answered with something else than an interpreter");
            }
            piece = next;
            position = 0;
            ended = next.length == 0;
        }
        return !ended;
    }
}
