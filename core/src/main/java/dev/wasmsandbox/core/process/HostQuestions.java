package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Asks the host on behalf of one task, one question at a time; standard input apart, which may take its time. */
final class HostQuestions {
    private static final ToWorker.Input NO_MORE = new ToWorker.Input(new byte[0], false);

    private final HostLink host;
    private final BlockingQueue<ToWorker> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<ToWorker.Input> input = new LinkedBlockingQueue<>();

    HostQuestions(HostLink host) {
        this.host = host;
    }

    HostLink host() {
        return host;
    }

    /** Takes what the host sent; called by the thread that listens to it. */
    void answer(ToWorker message) {
        if (message instanceof ToWorker.Input some) {
            input.add(some);
        } else {
            answers.add(message);
        }
    }

    /** Lets go whoever still waits for input. */
    void end() {
        input.add(NO_MORE);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws IOException if the host refuses
     */
    ToWorker ask(FromWorker.Request question) throws IOException {
        host.send(question);
        return next();
    }

    /** Waits for one more part of an answer. */
    ToWorker next() throws IOException {
        ToWorker answer = take(answers);
        if (answer instanceof ToWorker.Refused(String reason)) {
            throw new IOException(reason);
        }
        return answer;
    }

    /** Asks for bytes of a file. */
    byte[] bytes(FromWorker.Request question, int length) throws IOException {
        if (ask(question) instanceof ToWorker.Bytes(byte[] bytes) && bytes.length == length) {
            return bytes;
        }
        throw new ProtocolException("the host answered with something else than bytes");
    }

    /** Asks for standard input, and waits until there is some, or the task has ended. */
    byte[] input(int length) throws IOException {
        host.send(new FromWorker.ReadInput(length));
        ToWorker.Input read = take(input);
        if (read.failed()) {
            throw new IOException("standard input cannot be read");
        }
        return read.bytes();
    }

    private static <M> M take(BlockingQueue<M> queue) throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the host", e);
        }
    }
}
