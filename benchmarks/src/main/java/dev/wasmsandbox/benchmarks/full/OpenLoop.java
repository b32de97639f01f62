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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long do callers wait under load? Requests arrive when they arrive, however long earlier ones take, and each is timed from the
 * moment that it should have begun: a pause of the system is a wait for all who came meanwhile.
 */
final class OpenLoop {
    private static final int CALLERS = 32;
    private static final long SEED = 42;
    private static final long STOP = Long.MIN_VALUE;
    private static final List<Double> LOADS = List.of(0.5, 0.9);

    private final Workbench bench;
    private final RuntimeType language = RuntimeType.PYTHON;

    OpenLoop(Workbench bench) {
        this.bench = bench;
    }

    Section measure() {
        bench.say("scale: latency under load");
        int millis = bench.effort().windowMillis() * bench.effort().windows();
        serve(arrivals(Double.POSITIVE_INFINITY, bench.effort().warmUpMillis()), millis);
        List<Double> all = serve(arrivals(Double.POSITIVE_INFINITY, millis), millis);
        double saturation = Math.max(1, all.size() * 1000.0 / millis);
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
            List<Double> waits = serve(arrivals(load * saturation, millis), 0);
            double[] values = waits.stream().mapToDouble(Double::doubleValue).toArray();
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

    /** Returns when requests arrive, in nanoseconds from the start; endless load is a number that nobody can serve. */
    private static List<Long> arrivals(double perSecond, int millis) {
        List<Long> arrivals = new ArrayList<>();
        if (Double.isInfinite(perSecond)) {
            for (long i = 0; i < 50L * Math.max(millis, 20); i++) {
                arrivals.add(0L);
            }
            return arrivals;
        }
        Random random = new Random(SEED);
        double time = 0;
        while (arrivals.isEmpty() || time < millis * 1e6) {
            arrivals.add((long) time);
            time -= Math.log(1 - random.nextDouble()) / perSecond * 1e9;
        }
        return arrivals;
    }

    /**
     * Serves requests and returns the milliseconds from when each should have begun to its end.
     *
     * @param atMostMillis after which requests are dropped; 0 for never
     */
    private List<Double> serve(List<Long> arrivals, int atMostMillis) {
        BlockingQueue<Long> due = new LinkedBlockingQueue<>();
        ConcurrentLinkedQueue<Double> waits = new ConcurrentLinkedQueue<>();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        List<OurInterpreter> interpreters = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            OurInterpreter interpreter = new OurInterpreter(language, Isolation.IN_PROCESS);
            interpreters.add(interpreter);
            callers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    call(interpreter, due, waits);
                                } catch (RuntimeException e) {
                                    failure.compareAndSet(null, e);
                                }
                            }));
        }
        long start = System.nanoTime();
        for (long arrival : arrivals) {
            waitUntil(start + arrival);
            due.add(start + arrival);
        }
        if (atMostMillis > 0) {
            waitUntil(start + TimeUnit.MILLISECONDS.toNanos(atMostMillis));
            due.clear();
        }
        callers.forEach(_ -> due.add(STOP));
        callers.forEach(OpenLoop::join);
        interpreters.forEach(OurInterpreter::close);
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return List.copyOf(waits);
    }

    private void call(
            OurInterpreter interpreter,
            BlockingQueue<Long> due,
            ConcurrentLinkedQueue<Double> waits) {
        String code = StartPart.hello(language);
        try {
            for (long begin = due.take(); begin != STOP; begin = due.take()) {
                interpreter.run(code);
                waits.add((System.nanoTime() - begin) / 1e6);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted under load", e);
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
