package dev.wasmsandbox.cli;

import dev.wasmsandbox.cli.Bench.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one benchmark.
 *
 * @param latencies for each kind of runs, the median and the 99th percentile in milliseconds
 * @param perSecondOneThread fresh Pythons per second with one thread
 * @param perSecondTwoThreads fresh Pythons per second with two threads together
 * @param nativeMillis the median of a native Python's start in milliseconds; empty if there is none
 * @param nativeVersion the version of the native Python
 */
record BenchReport(
        Map<Kind, Percentiles> latencies,
        double perSecondOneThread,
        double perSecondTwoThreads,
        Optional<Double> nativeMillis,
        Optional<String> nativeVersion) {

    /** Two percentiles, in milliseconds. */
    record Percentiles(double p50, double p99) {}

    static BenchReport of(Bench bench, double[] perSecond, Optional<NativePython> nativePython) {
        Map<Kind, Percentiles> latencies = new EnumMap<>(Kind.class);
        bench.latencies()
                .forEach((kind, times) ->
                        latencies.put(
                                kind,
                                new Percentiles(times.percentile(0.5), times.percentile(0.99))));
        return new BenchReport(
                latencies,
                perSecond[0],
                perSecond[1],
                nativePython.map(_ -> bench.nativeLatencies().percentile(0.5)),
                nativePython.map(NativePython::version));
    }

    /** Returns the figures under stable keys. */
    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("python_fresh_hello_ms", percentiles(Kind.PYTHON_FRESH));
        map.put("python_live_hello_ms", percentiles(Kind.PYTHON_LIVE));
        map.put("javascript_fresh_hello_ms", percentiles(Kind.JAVASCRIPT_FRESH));
        map.put("javascript_live_hello_ms", percentiles(Kind.JAVASCRIPT_LIVE));
        map.put("python_fork_ms", percentiles(Kind.PYTHON_FORK));
        map.put("python_checkpoint_ms", percentiles(Kind.PYTHON_CHECKPOINT));
        map.put("python_restore_ms", percentiles(Kind.PYTHON_RESTORE));
        map.put("javascript_fork_ms", percentiles(Kind.JAVASCRIPT_FORK));
        map.put("javascript_checkpoint_ms", percentiles(Kind.JAVASCRIPT_CHECKPOINT));
        map.put("javascript_restore_ms", percentiles(Kind.JAVASCRIPT_RESTORE));
        Map<String, @Nullable Object> perSecond = new LinkedHashMap<>();
        perSecond.put("threads_1", Math.round(perSecondOneThread));
        perSecond.put("threads_2", Math.round(perSecondTwoThreads));
        map.put("python_fresh_per_second", perSecond);
        map.put("native_python_hello_ms", nativeMillis.map(BenchReport::rounded).orElse(null));
        map.put("python_fresh_hello_disk_ms", percentiles(Kind.PYTHON_FRESH_DISK));
        map.put("measured", "Sandbox.execute, workspace in memory, default limits");
        map.put("native_python_version", nativeVersion.orElse(null));
        map.put("java_version", System.getProperty("java.runtime.version"));
        map.put("processors", Runtime.getRuntime().availableProcessors());
        return map;
    }

    private Map<String, @Nullable Object> percentiles(Kind kind) {
        Percentiles values = percentilesOf(kind);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("p50", rounded(values.p50()));
        map.put("p99", rounded(values.p99()));
        return map;
    }

    private Percentiles percentilesOf(Kind kind) {
        Percentiles values = latencies.get(kind);
        if (values == null) {
            throw new IllegalStateException(kind + " was not measured");
        }
        return values;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** Returns the figures as a table for people. */
    String toText() {
        StringBuilder text = new StringBuilder();
        text.append(
                "print('hello'), from the call of Sandbox.execute to its result; workspace in memory\n\n");
        text.append(String.format(Locale.ROOT, "%-42s %10s %10s%n", "", "median", "99 %"));
        row(text, "Python, fresh interpreter", Kind.PYTHON_FRESH);
        row(text, "Python, fresh interpreter, files on disk", Kind.PYTHON_FRESH_DISK);
        row(text, "Python, live interpreter", Kind.PYTHON_LIVE);
        row(text, "JavaScript, fresh interpreter", Kind.JAVASCRIPT_FRESH);
        row(text, "JavaScript, live interpreter", Kind.JAVASCRIPT_LIVE);
        row(text, "Python, copy of a live session", Kind.PYTHON_FORK);
        row(text, "Python, checkpoint as bytes", Kind.PYTHON_CHECKPOINT);
        row(text, "Python, first run from such bytes", Kind.PYTHON_RESTORE);
        row(text, "JavaScript, copy of a live session", Kind.JAVASCRIPT_FORK);
        row(text, "JavaScript, checkpoint as bytes", Kind.JAVASCRIPT_CHECKPOINT);
        row(text, "JavaScript, first run from such bytes", Kind.JAVASCRIPT_RESTORE);
        nativeMillis.ifPresent(millis ->
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%-42s %7.3f ms%n",
                                "native python3 -I -c, " + nativeVersion.orElse(""),
                                millis)));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%nfresh Pythons per second: %.0f with one thread, %.0f with two",
                        perSecondOneThread,
                        perSecondTwoThreads));
        nativeMillis.ifPresent(millis ->
                text.append(
                        String.format(
                                Locale.ROOT,
                                "%na fresh sandboxed Python takes 1/%.0f of a native one's start",
                                millis / percentilesOf(Kind.PYTHON_FRESH).p50())));
        return text.toString();
    }

    private void row(StringBuilder text, String name, Kind kind) {
        Percentiles values = percentilesOf(kind);
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-42s %7.3f ms %7.3f ms%n",
                        name,
                        values.p50(),
                        values.p99()));
    }
}
