package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionRequest.StandardInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives a worker the standard input of its run. A read may block for long, so it is done by a thread of its own; what comes when the run is over
 * is dropped.
 */
final class InputService {
    private final InputStream stream;
    private final boolean atHand;
    private boolean reading;
    private boolean ended;

    InputService(StandardInput input) {
        switch (input) {
            case StandardInput.Bytes(byte[] content) -> {
                stream = new ByteArrayInputStream(content);
                atHand = true;
            }
            case StandardInput.Stream(InputStream given) -> {
                stream = given;
                atHand = false;
            }
        }
    }

    /** Begins to read; the answer is sent when there is one. */
    void read(int length, WorkerLink link) throws IOException {
        synchronized (this) {
            if (reading) {
                throw new ProtocolException("it reads standard input twice at the same time");
            }
            reading = true;
        }
        if (atHand) {
            answer(link, some(length));
        } else {
            Thread.ofVirtual()
                    .name("wasm-sandbox-stdin")
                    .start(() -> answerUnlessLost(link, length));
        }
    }

    private void answerUnlessLost(WorkerLink link, int length) {
        ToWorker.Input read = some(length);
        try {
            answer(link, read);
        } catch (IOException e) {
            // The worker has ended; who listens to it finds out.
            return;
        }
    }

    private ToWorker.Input some(int length) {
        byte[] buffer = new byte[length];
        try {
            int count = Math.max(0, stream.read(buffer, 0, length));
            return new ToWorker.Input(java.util.Arrays.copyOf(buffer, count), false);
        } catch (IOException | RuntimeException e) {
            return new ToWorker.Input(new byte[0], true);
        }
    }

    private synchronized void answer(WorkerLink link, ToWorker.Input read) throws IOException {
        reading = false;
        if (!ended) {
            link.send(read);
        }
    }

    /** Drops what is read from now on. */
    synchronized void close() {
        ended = true;
    }
}
