package dev.wasmsandbox;

import dev.wasmsandbox.engine.ExecutionEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs programs that end in every possible way, and compares what the process takes before and after. */
final class SoakProgram {
    private static final int CALLERS = 4;

    /** So many times it is measured, which tells a slow leak from what comes once. */
    private static final int PARTS = 4;

    /** 100 to 1,000 runs of each kind: the JVM has compiled what matters. */
    private static final double LEAST_WARM_UP = 0.0125;

    /** What stands at the end of the output if nothing has grown. */
    static final String SUCCESS = "nothing has grown";

    /** One run to make. */
    private record Item(RuntimeType runtime, SoakEnding ending) {}

    private SoakProgram() {}

    /**
     * Soaks.
     *
     * @param arguments the scale; 1 means 100,000 fresh runs and 10,000 of each other ending; then a folder for sessions
     */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        double scale = Double.parseDouble(arguments[0]);
        StorageAdapter memory = new MemoryStorageAdapter();
        // One of the callers keeps its sessions on disk, the others in memory.
        StorageAdapter disk = new DiskStorageAdapter(Path.of(arguments[1]));
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<SoakCaller> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new SoakCaller(i == 0 ? disk : memory));
            }
            soak(threads, callers, schedule(Math.max(LEAST_WARM_UP, scale / 10)));
            ProcessFigures before = ProcessFigures.now();
            System.out.println("before:  " + before);
            List<Item> schedule = schedule(scale);
            long begin = System.nanoTime();
            ProcessFigures after = before;
            for (int part = 0; part < PARTS; part++) {
                int from = schedule.size() * part / PARTS;
                int to = schedule.size() * (part + 1) / PARTS;
                soak(threads, callers, schedule.subList(from, to));
                after = ProcessFigures.now();
                System.out.printf("part %d/%d: %s%n", part + 1, PARTS, after);
            }
            report(scale, System.nanoTime() - begin);
            callers.forEach(SoakCaller::close);
            check(before, after);
            System.out.println(SUCCESS);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every ending comes up all the time, next to every other, in the same order each time. */
    private static List<Item> schedule(double scale) {
        List<Item> items = new ArrayList<>();
        for (RuntimeType runtime : RuntimeType.values()) {
            for (SoakEnding ending : SoakEnding.values()) {
                items.addAll(
                        Collections.nCopies(
                                count(runtime, ending, scale), new Item(runtime, ending)));
            }
        }
        Collections.shuffle(items, new Random(1));
        return items;
    }

    private static int count(RuntimeType runtime, SoakEnding ending, double scale) {
        int full =
                switch (ending) {
                    case FRESH -> 50_000;
                    // Takes Python 0.5 billion instructions, ten times as long as any other ending.
                    case RECURSION -> runtime == RuntimeType.PYTHON ? 1_000 : 9_000;
                    default -> 5_000;
                };
        return Math.max(1, (int) (full * scale));
    }

    private static void soak(ExecutorService threads, List<SoakCaller> callers, List<Item> schedule)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> ends = new ArrayList<>();
        for (SoakCaller caller : callers) {
            ends.add(
                    threads.submit(() -> {
                        for (int i = next.getAndIncrement();
                                i < schedule.size();
                                i = next.getAndIncrement()) {
                            Item item = schedule.get(i);
                            caller.run(item.runtime(), item.ending());
                        }
                        return null;
                    }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        awaitIdleGuestThreads();
    }

    /** A guest thread cleans up after it has answered; whoever measures before that sees the last runs' memory. */
    private static void awaitIdleGuestThreads() throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        CountDownLatch all = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ExecutionEngine.shared()
                    .threads()
                    .execute(() -> {
                        all.countDown();
                        awaitAll(all);
                    });
        }
        all.await();
    }

    /** Keeps this thread, so that every one of the tasks needs a thread of its own. */
    private static void awaitAll(CountDownLatch all) {
        try {
            all.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(double scale, long nanos) {
        int total = 0;
        for (SoakEnding ending : SoakEnding.values()) {
            int python = count(RuntimeType.PYTHON, ending, scale);
            int javascript = count(RuntimeType.JAVASCRIPT, ending, scale);
            total += python + javascript;
            System.out.printf(
                    Locale.ROOT,
                    "%,8d %s (Python %,d, JavaScript %,d)%n",
                    python + javascript,
                    ending.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    python,
                    javascript);
        }
        System.out.printf(Locale.ROOT, "%,8d runs in %.0f s%n", total, nanos / 1e9);
    }

    /**
     * What is allowed is what the JVM itself may need for a thread or a compiled method more, however long it runs.
     * Resident memory is only told: it counts the pages of a memory image again for each slot that maps them.
     */
    private static void check(ProcessFigures before, ProcessFigures after) {
        check("the Java heap's KiB", before.heapKib(), after.heapKib(), 4 << 10);
        check("proportional KiB", before.proportionalKib(), after.proportionalKib(), 16 << 10);
        check("mappings", before.mappings(), after.mappings(), 50);
        check("threads", before.threads(), after.threads(), 4);
        check("handles", before.handles(), after.handles(), 4);
    }

    private static void check(String what, long before, long after, long allowed) {
        if (after - before > allowed) {
            throw new AssertionError(
                    what
                            + " grew from "
                            + before
                            + " to "
                            + after
                            + "; allowed are "
                            + allowed
                            + " more");
        }
    }
}
