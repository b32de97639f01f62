package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.InputStream;

/** The standard input that the host has for a task. Read by one thread at a time. */
final class HostInput extends InputStream {
    private final HostQuestions questions;

    HostInput(HostQuestions questions) {
        this.questions = questions;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        byte[] read = questions.input(Math.min(length, Wire.PIECE));
        if (read.length == 0) {
            return -1;
        }
        int count = Math.min(read.length, length);
        System.arraycopy(read, 0, target, offset, count);
        return count;
    }
}
