package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Statistics;
import dev.wasmsandbox.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How long do callers wait under load? Requests arrive when they arrive, however long earlier ones take, and each is timed from the
 * moment that it should have begun: a pause of the system is a wait for all who came meanwhile.
 */
final class OpenLoop {
    private static final int CALLERS = 32;
    private static final long SEED = 42;
    private static final int FOR_EVER = Integer.MAX_VALUE;

    /** More than anybody serves. */
    private static final int MOST_PER_MILLISECOND = 200;

    private static final List<Double> LOADS = List.of(0.5, 0.9);

    private final Workbench bench;
    private final RuntimeType language = RuntimeType.PYTHON;

    OpenLoop(Workbench bench) {
        this.bench = bench;
    }

    Section measure() {
        bench.say("scale: latency under load");
        int millis = bench.effort().windowMillis() * bench.effort().windows();
        var _ = serve(atOnce(bench.effort().warmUpMillis()), bench.effort().warmUpMillis());
        double[] all = serve(atOnce(millis), millis);
        double saturation = Math.max(1, all.length * 1000.0 / millis);
        Section.Builder section =
                Section.of(
                        "scale-load",
                        "Scale: latency under load",
                        "Fresh Pythons that print a word, for "
                                + CALLERS
                                + " callers. Saturation is the number of runs per second with no pause between them: "
                                + Quantities.number(saturation)
                                + ". Arrivals are random and independent, by a fixed seed; a run is timed from when it should have begun, so that waits count.");
        Table.Builder table = Table.of("load", "median", "90 %", "99 %", "99.9 %");
        for (double load : LOADS) {
            double[] values = serve(arrivals(load * saturation, millis), FOR_EVER);
            table.row(
                    Quantities.number(load * 100) + " % of saturation",
                    Quantities.time(Statistics.percentile(0.5, values)),
                    Quantities.time(Statistics.percentile(0.9, values)),
                    Quantities.time(Statistics.percentile(0.99, values)),
                    Quantities.time(Statistics.percentile(0.999, values)));
            section.raw("load " + load + ", milliseconds by thousandths", thousandths(values))
                    .raw("load " + load + ", runs", values.length);
        }
        return section.raw("saturation per second", saturation).table(table.build()).build();
    }

    /** Returns the values that each thousandth of all does not exceed: all would be a hundred thousand. */
    private static List<Double> thousandths(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        List<Double> found = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            double value = sorted[(int) Math.ceil(i / 1000.0 * sorted.length) - 1];
            found.add(Math.round(value * 10_000) / 10_000.0);
        }
        return found;
    }

    /** Returns so many requests at once that nobody can serve them in the time. */
    private static long[] atOnce(int millis) {
        return new long[MOST_PER_MILLISECOND * Math.max(millis, 20)];
    }

    /** Returns when requests arrive, in nanoseconds from the start. */
    private static long[] arrivals(double perSecond, int millis) {
        Random random = new Random(SEED);
        LongStream.Builder arrivals = LongStream.builder().add(0);
        double time = pause(random, perSecond);
        while (time < millis * 1e6) {
            arrivals.add((long) time);
            time += pause(random, perSecond);
        }
        return arrivals.build().toArray();
    }

    private static double pause(Random random, double perSecond) {
        return -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
    }

    /**
     * Serves requests and returns the milliseconds from when each should have begun to its end. Keeps numbers in arrays alone: what the collector
     * had to copy would be a pause of the benchmark's own making.
     *
     * @param atMostMillis after which no more requests are taken
     */
    private double[] serve(long[] arrivals, int atMostMillis) {
        long[] taken = new long[arrivals.length];
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        List<OurInterpreter> interpreters = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            interpreters.add(new OurInterpreter(language, Isolation.IN_PROCESS));
        }
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(atMostMillis);
        List<Thread> callers = new ArrayList<>();
        for (OurInterpreter interpreter : interpreters) {
            Runnable calls =
                    () -> {
                        try {
                            call(interpreter, next, arrivals, start, end, taken);
                        } catch (RuntimeException e) {
                            failure.compareAndSet(null, e);
                        }
                    };
            callers.add(Thread.ofPlatform().start(calls));
        }
        callers.forEach(OpenLoop::join);
        interpreters.forEach(OurInterpreter::close);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return Arrays.stream(taken)
                .filter(nanos -> nanos > 0)
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
    }

    /** Takes one request after the other, in the order in which they arrive. */
    private void call(
            OurInterpreter interpreter,
            AtomicInteger next,
            long[] arrivals,
            long start,
            long end,
            long[] taken) {
        String code = StartPart.hello(language);
        for (int i = next.getAndIncrement(); i < arrivals.length; i = next.getAndIncrement()) {
            long begin = start + arrivals[i];
            waitUntil(begin);
            if (System.nanoTime() - end >= 0) {
                return;
            }
            interpreter.run(code);
            taken[i] = System.nanoTime() - begin;
        }
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted under load", e);
        }
    }
}
