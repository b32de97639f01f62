package dev.wasmsandbox.cli;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Guests that sleep, so that other guests have fewer threads to run on: what a number of threads can do shows only when
 * there are no more.
 */
final class OccupiedThreads implements AutoCloseable {
    private static final String SLEEP = "import time; print('asleep'); time.sleep(100_000)";

    private final List<Sandbox> sandboxes = new ArrayList<>();

    private OccupiedThreads() {}

    /** Returns how many threads of this process run guests. */
    static int guestThreads() {
        return Integer.getInteger(
                "dev.wasmsandbox.threads", Runtime.getRuntime().availableProcessors());
    }

    /** Lets guests sleep on all guest threads but some. */
    static OccupiedThreads allBut(int free) {
        OccupiedThreads occupied = new OccupiedThreads();
        CountDownLatch asleep = new CountDownLatch(Math.max(0, guestThreads() - free));
        while (occupied.sandboxes.size() < asleep.getCount()) {
            occupied.sandboxes.add(
                    Sandbox.builder()
                            .runtime(RuntimeType.PYTHON)
                            .storage(new MemoryStorageAdapter())
                            .logger(SandboxLogger.none())
                            .build());
        }
        ExecutionRequest sleep =
                ExecutionRequest.builder(SLEEP)
                        .outputListener((_, _) -> asleep.countDown())
                        .build();
        for (Sandbox sandbox : occupied.sandboxes) {
            CompletableFuture<SandboxResult> _ = sandbox.executeAsync(sleep);
        }
        try {
            asleep.await();
        } catch (InterruptedException e) {
            occupied.close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
        return occupied;
    }

    /** Wakes them up and ends them. */
    @Override
    public void close() {
        sandboxes.forEach(Sandbox::close);
    }
}
