package dev.wasmsandbox.core.process;

import dev.wasmsandbox.core.storage.PartsInput;
import java.io.IOException;

/** The standard input that the host has for a task. Read by one thread at a time. */
final class HostInput extends PartsInput {
    private final HostQuestions questions;

    HostInput(HostQuestions questions) {
        this.questions = questions;
    }

    @Override
    protected int readPart(byte[] target, int offset, int length) throws IOException {
        byte[] read = questions.input(Math.min(length, Wire.PIECE));
        if (read.length == 0) {
            return -1;
        }
        int count = Math.min(read.length, length);
        System.arraycopy(read, 0, target, offset, count);
        return count;
    }
}
