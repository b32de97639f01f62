package dev.wasmsandbox.core.run;

import dev.wasmsandbox.wasi.Clocks;
import dev.wasmsandbox.wasi.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A caller's stream as standard input. It is read by a thread of its own, because a read that blocks must not keep a run from being stopped.
 *
 * <p>A run that is stopped leaves that thread in its read; it ends with the read.
 */
final class StreamInput implements InputSource {
    private static final int MAX_READ = 65_536;
    private static final long LOOK_UP_MILLIS = 5;

    private final InputStream stream;
    private final Clocks clocks;

    StreamInput(InputStream stream, Clocks clocks) {
        this.stream = stream;
        this.clocks = clocks;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        byte[] buffer = new byte[Math.min(length, MAX_READ)];
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread.ofVirtual().name("wasm-sandbox-stdin").start(() -> readInto(buffer, read));
        int count = await(read);
        if (count > 0) {
            System.arraycopy(buffer, 0, target, offset, count);
        }
        return count;
    }

    private void readInto(byte[] buffer, CompletableFuture<Integer> read) {
        try {
            read.complete(stream.read(buffer, 0, buffer.length));
        } catch (IOException | RuntimeException e) {
            read.completeExceptionally(e);
        }
    }

    private int await(CompletableFuture<Integer> read) throws IOException {
        while (true) {
            clocks.checkInterrupted();
            try {
                return read.get(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Nothing yet: look whether the run shall go on waiting.
            } catch (ExecutionException e) {
                throw new IOException("the stream given as standard input failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while reading standard input", e);
            }
        }
    }
}
