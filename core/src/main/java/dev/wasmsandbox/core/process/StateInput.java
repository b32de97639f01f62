package dev.wasmsandbox.core.process;

import dev.wasmsandbox.core.storage.PartsInput;
import java.io.IOException;

/** Reads in a worker the checkpoint that the host sends in pieces. */
final class StateInput extends PartsInput {
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
    protected int readPart(byte[] target, int offset, int length) throws IOException {
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
