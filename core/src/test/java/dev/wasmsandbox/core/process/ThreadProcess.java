package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** A process in the shape of a thread, which is started in no time. */
final class ThreadProcess extends Process {
    private static final int PIPE_BYTES = 1 << 16;
    private static final int KILLED = 137;

    private final PipedInputStream output = new PipedInputStream(PIPE_BYTES);
    private final PipedOutputStream ownOutput = new PipedOutputStream();
    private final PipedInputStream ownInput = new PipedInputStream(PIPE_BYTES);
    private final PipedOutputStream input = new PipedOutputStream();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();

    /** What the process does with its standard streams. */
    @FunctionalInterface
    interface Program {
        void run(InputStream in, OutputStream out) throws IOException;
    }

    ThreadProcess(Program program) throws IOException {
        output.connect(ownOutput);
        ownInput.connect(input);
        Thread.ofPlatform().daemon().name("worker-in-a-thread").start(() -> run(program));
    }

    private void run(Program program) {
        try {
            program.run(ownInput, ownOutput);
            ownOutput.close();
        } catch (IOException | RuntimeException e) {
            // Its pipes were closed, as happens to a process that is ended.
            finish(1);
        }
        finish(7);
    }

    /** Does nothing for ever. */
    static void hang() {
        while (true) {
            LockSupport.park();
        }
    }

    private void finish(int code) {
        if (end.complete(code)) {
            try {
                ownOutput.close();
                ownInput.close();
            } catch (IOException e) {
                throw new AssertionError("a pipe in memory cannot be closed", e);
            }
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return input;
    }

    @Override
    public InputStream getInputStream() {
        return output;
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() {
        return end.join();
    }

    @Override
    public int exitValue() {
        if (!end.isDone()) {
            throw new IllegalThreadStateException("still running");
        }
        return end.join();
    }

    @Override
    public void destroy() {
        finish(KILLED);
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return end.thenApply(_ -> this);
    }

    @Override
    public long pid() {
        return 0;
    }
}
