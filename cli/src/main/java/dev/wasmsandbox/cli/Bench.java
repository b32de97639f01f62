package dev.wasmsandbox.cli;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Measures how long a small program takes from {@link Sandbox#execute} to its result, and what is done to interpreters that live on.
 *
 * <p>What is compared is measured in turns within one run, so that a busy machine slows all of it alike.
 */
final class Bench implements AutoCloseable {

    /**
     * How much is measured.
     *
     * @param warmUpMillis how long each kind runs before anything counts, so that the JVM has compiled what is hot
     * @param rounds how often each kind gets its turn
     * @param runsPerRound runs of each kind in its turn
     * @param windows how often the throughput with one and with two threads is measured, in turns
     * @param windowMillis the length of one such measurement
     */
    record Effort(int warmUpMillis, int rounds, int runsPerRound, int windows, int windowMillis) {
        static final Effort FULL = new Effort(4_000, 60, 50, 15, 300);
        static final Effort QUICK = new Effort(1_200, 20, 25, 7, 200);
    }

    /** The kinds of runs. */
    enum Kind {
        /** A fresh interpreter per run. */
        PYTHON_FRESH(RuntimeType.PYTHON),
        /** The same, with the workspace on disk. */
        PYTHON_FRESH_DISK(RuntimeType.PYTHON),
        /** One interpreter that lives on between runs. */
        PYTHON_LIVE(RuntimeType.PYTHON),
        /** A fresh interpreter per run. */
        JAVASCRIPT_FRESH(RuntimeType.JAVASCRIPT),
        /** One interpreter that lives on between runs. */
        JAVASCRIPT_LIVE(RuntimeType.JAVASCRIPT),
        /** A copy of a session with its interpreter. */
        PYTHON_FORK(RuntimeType.PYTHON),
        /** A checkpoint as compressed bytes. */
        PYTHON_CHECKPOINT(RuntimeType.PYTHON),
        /** From the bytes of a checkpoint to the output of the first run. */
        PYTHON_RESTORE(RuntimeType.PYTHON),
        /** A copy of a session with its interpreter. */
        JAVASCRIPT_FORK(RuntimeType.JAVASCRIPT),
        /** A checkpoint as compressed bytes. */
        JAVASCRIPT_CHECKPOINT(RuntimeType.JAVASCRIPT),
        /** From the bytes of a checkpoint to the output of the first run. */
        JAVASCRIPT_RESTORE(RuntimeType.JAVASCRIPT);

        private final RuntimeType runtime;

        Kind(RuntimeType runtime) {
            this.runtime = runtime;
        }

        String code() {
            return runtime == RuntimeType.PYTHON ? "print('hello')" : "console.log('hello')";
        }
    }

    /**
     * Something to measure, and its times.
     *
     * @param once does it once and returns the nanoseconds that it took
     * @param end gives back what it holds
     */
    private record Subject(Kind kind, LongSupplier once, Runnable end, Latencies latencies) {
        static Subject of(Kind kind, Sandbox sandbox) {
            return of(kind, code -> sandbox.execute(code).stdout(), sandbox::close);
        }

        static Subject of(Kind kind, Diagnostics.LiveInterpreter live) {
            return of(kind, live::run, live::close);
        }

        private static Subject of(Kind kind, UnaryOperator<String> run, Runnable end) {
            return new Subject(kind, () -> hello(kind, run), end, new Latencies());
        }

        static Subject of(Kind kind, LiveWork live, LongSupplier once) {
            return new Subject(kind, once, live::close, new Latencies());
        }

        private static long hello(Kind kind, UnaryOperator<String> run) {
            long start = System.nanoTime();
            String output = run.apply(kind.code());
            long elapsed = System.nanoTime() - start;
            if (!output.equals("hello\n")) {
                throw new IllegalStateException(
                        "a run of " + kind + " printed '" + output + "' instead of hello");
            }
            return elapsed;
        }

        long measure() {
            return once.getAsLong();
        }
    }

    private final Effort effort;
    private final Optional<NativePython> nativePython;
    private final List<Subject> subjects = new ArrayList<>();

    private final Latencies nativeLatencies = new Latencies();

    Bench(Effort effort, Optional<NativePython> nativePython, Path diskRoot) {
        this.effort = effort;
        this.nativePython = nativePython;
        for (Kind kind : Kind.values()) {
            subjects.add(open(kind, diskRoot));
        }
    }

    private static Subject open(Kind kind, Path diskRoot) {
        return switch (kind) {
            case PYTHON_FRESH, JAVASCRIPT_FRESH ->
                    Subject.of(kind, sandbox(kind).storage(new MemoryStorageAdapter()).build());
            case PYTHON_FRESH_DISK ->
                    Subject.of(kind, sandbox(kind).workspaceRoot(diskRoot).build());
            case PYTHON_LIVE, JAVASCRIPT_LIVE -> Subject.of(kind, Diagnostics.live(kind.runtime));
            case PYTHON_FORK, JAVASCRIPT_FORK -> {
                LiveWork live = new LiveWork(kind.runtime);
                yield Subject.of(kind, live, live::fork);
            }
            case PYTHON_CHECKPOINT, JAVASCRIPT_CHECKPOINT -> {
                LiveWork live = new LiveWork(kind.runtime);
                yield Subject.of(kind, live, live::checkpoint);
            }
            case PYTHON_RESTORE, JAVASCRIPT_RESTORE -> {
                LiveWork live = new LiveWork(kind.runtime);
                yield Subject.of(kind, live, live::restore);
            }
        };
    }

    private static SandboxBuilder sandbox(Kind kind) {
        return Sandbox.builder().runtime(kind.runtime).logger(SandboxLogger.none());
    }

    /** Runs everything; afterwards the results can be asked for. */
    void measureLatencies() throws IOException {
        for (Subject subject : subjects) {
            long end = after(effort.warmUpMillis());
            while (System.nanoTime() - end < 0) {
                long _ = subject.measure();
            }
        }
        for (int round = 0; round < effort.rounds(); round++) {
            for (Subject subject : subjects) {
                for (int i = 0; i < effort.runsPerRound(); i++) {
                    subject.latencies().add(subject.measure());
                }
            }
            if (nativePython.isPresent()) {
                long start = System.nanoTime();
                nativePython.get().hello();
                nativeLatencies.add(System.nanoTime() - start);
            }
        }
    }

    /** Returns the times of each kind of runs. */
    Map<Kind, Latencies> latencies() {
        Map<Kind, Latencies> times = new EnumMap<>(Kind.class);
        subjects.forEach(subject -> times.put(subject.kind(), subject.latencies()));
        return times;
    }

    /** Returns the times of native processes; empty if there is no native Python. */
    Latencies nativeLatencies() {
        return nativeLatencies;
    }

    /**
     * Measures how many fresh Pythons per second one thread and two threads run: as many callers, each with a sandbox of
     * its own, and as many guest threads. With more guest threads, one caller alone would keep two of them busy, since
     * one takes the next run while the other resets its memory.
     *
     * @return runs per second with one thread and with two: medians of several measurements taken in turns
     */
    double[] measureThroughput() {
        List<Double> one = new ArrayList<>();
        List<Double> two = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            throughput(threads, 2, 2 * effort.warmUpMillis());
            for (int window = 0; window < effort.windows(); window++) {
                one.add(throughput(threads, 1, effort.windowMillis()));
                two.add(throughput(threads, 2, effort.windowMillis()));
            }
        }
        return new double[] {median(one), median(two)};
    }

    private static double throughput(ExecutorService threads, int count, int millis) {
        try (OccupiedThreads _ = OccupiedThreads.allBut(count)) {
            return throughput(threads, count, after(millis));
        }
    }

    private static double throughput(ExecutorService threads, int count, long end) {
        List<Future<Double>> rates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rates.add(threads.submit(() -> rateUntil(end)));
        }
        double sum = 0;
        for (Future<Double> rate : rates) {
            try {
                sum += rate.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while measuring", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a run failed while measuring: " + e.getCause(), e);
            }
        }
        return sum;
    }

    private static long after(int millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static double rateUntil(long end) {
        Subject subject = open(Kind.PYTHON_FRESH, Path.of(""));
        try {
            int runs = 0;
            long start = System.nanoTime();
            long now = start;
            while (now - end < 0) {
                long _ = subject.measure();
                runs++;
                now = System.nanoTime();
            }
            return runs * 1e9 / (now - start);
        } finally {
            subject.end().run();
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Override
    public void close() {
        subjects.forEach(subject -> subject.end().run());
    }
}
