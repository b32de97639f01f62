package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.Metering;
import dev.wasmsandbox.guest.javascript.JavaScriptGuest;
import dev.wasmsandbox.guest.python.PythonGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What does the meter cost that makes guests stoppable? Runs programs that only compute with it and without, in turns within one
 * process, and writes for each the median time without it and the median of the ratios to it.
 */
public final class MeteringProgram {
    private static final int WARM_UP_ROUNDS = 2;
    private static final int DEFAULT_ROUNDS = 15;

    private static final List<Metering> VARIANTS = List.of(Metering.values());

    /** One for each variant. */
    private final List<MeteredGuest> python = new ArrayList<>();

    private final List<MeteredGuest> javaScript = new ArrayList<>();

    private MeteringProgram() {
        for (Metering metering : VARIANTS) {
            ExecutionEngine engine = ExecutionEngine.start(metering);
            python.add(new MeteredGuest(engine, PythonGuest.bundle()));
            javaScript.add(new MeteredGuest(engine, JavaScriptGuest.bundle()));
        }
    }

    /**
     * Measures.
     *
     * @param arguments the folder of the results; then the number of rounds, by default 15
     * @throws IOException if the folder or the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException(
                    "the first argument is missing: the results' folder");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]).normalize());
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
        Map<String, Object> results = new MeteringProgram().measure(rounds);
        String name = BenchmarkProgram.fileName(LocalDate.now(ZoneOffset.UTC), "-metering");
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(folder.resolve(name), results);
    }

    private Map<String, Object> measure(int rounds) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("wasmtime", ExecutionEngine.WASMTIME_VERSION);
        all.put("java", System.getProperty("java.version"));
        all.put("rounds", rounds);
        all.put("python", measure(python, CpuProgram.python(), rounds));
        all.put("javascript", measure(javaScript, CpuProgram.javaScript(), rounds));
        return all;
    }

    private static Map<String, Object> measure(
            List<MeteredGuest> guests, List<CpuProgram> programs, int rounds) {
        Map<String, Object> rows = new LinkedHashMap<>();
        double[][] ratios = new double[guests.size()][programs.size()];
        for (int p = 0; p < programs.size(); p++) {
            double[][] times = times(guests, programs.get(p), rounds);
            double[] unmetered = times[VARIANTS.indexOf(Metering.NONE)];
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("unmetered_ms", rounded(median(unmetered) / 1e6));
            for (int g = 0; g < guests.size(); g++) {
                ratios[g][p] = median(ratios(times[g], unmetered));
                row.put(key(guests.get(g).metering()), rounded(ratios[g][p]));
            }
            rows.put(programs.get(p).name(), row);
        }
        Map<String, Object> medians = new LinkedHashMap<>();
        for (int g = 0; g < guests.size(); g++) {
            medians.put(key(guests.get(g).metering()), rounded(median(ratios[g])));
        }
        rows.put("median", medians);
        return rows;
    }

    /** The nanoseconds of each guest and round; the order turns from round to round, so that none always follows the same one. */
    private static double[][] times(List<MeteredGuest> guests, CpuProgram program, int rounds) {
        double[][] times = new double[guests.size()][rounds];
        String expected = guests.getFirst().run(program).output();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (int turn = 0; turn < guests.size(); turn++) {
                int g = Math.floorMod(turn + round, guests.size());
                MeteredGuest.Timed timed = guests.get(g).run(program);
                if (!expected.equals(timed.output())) {
                    throw new IllegalStateException(
                            program.name()
                                    + " printed "
                                    + timed.output()
                                    + " under "
                                    + guests.get(g).metering()
                                    + " instead of "
                                    + expected);
                }
                if (round >= 0) {
                    times[g][round] = timed.nanos();
                }
            }
        }
        return times;
    }

    private static double[] ratios(double[] times, double[] base) {
        double[] ratios = new double[times.length];
        Arrays.setAll(ratios, i -> times[i] / base[i]);
        return ratios;
    }

    private static String key(Metering metering) {
        return metering.name().toLowerCase(Locale.ROOT);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
