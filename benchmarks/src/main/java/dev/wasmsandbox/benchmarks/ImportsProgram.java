package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
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
 * What does an import cost? Counts the fuel of each in a fresh interpreter, in one with little memory, in one that lives on and from files alone,
 * and measures the time of the first, in turns with the others. Writes the figures as JSON and as the table of
 * {@code docs/imports.md}.
 */
public final class ImportsProgram {
    private static final int DEFAULT_ROUNDS = 200;
    private static final int WARM_UP_ROUNDS = 20;
    private static final long LITTLE_MEMORY_BYTES = 32L << 20;
    private static final long PLENTY_OF_FUEL = 100_000_000_000L;

    private static final String BEGIN = "<!-- The table is written by ImportsProgram. -->";
    private static final String END = "<!-- End of the table. -->";

    /**
     * What was found out about one import.
     *
     * @param fuel in a fresh interpreter
     * @param fuelInLittleMemory in one with 32 MiB
     * @param fuelLive in one that lives on, as its second run
     * @param fuelFromFiles where no memory image helps
     * @param nanos of the whole run, in each round
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(
            ImportCase of,
            long fuel,
            long fuelInLittleMemory,
            long fuelLive,
            long fuelFromFiles,
            long[] nanos) {
        double percentile(double part) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1L, (long) (part * sorted.length))] / 1e6;
        }

        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("import", of.modules());
            map.put("fuel", fuel);
            map.put("fuel_32_mib", fuelInLittleMemory);
            map.put("fuel_live", fuelLive);
            map.put("fuel_from_files", fuelFromFiles);
            map.put("run_ms_p50", Math.round(percentile(0.5) * 1000) / 1000.0);
            map.put("run_ms_p99", Math.round(percentile(0.99) * 1000) / 1000.0);
            return map;
        }

        String toLine() {
            return "| `%s` | %s | %s | %s | %s | %.2f ms | %s |"
                    .formatted(
                            of.modules(),
                            of.guide().isEmpty() ? "–" : of.guide(),
                            millions(fuel),
                            millions(fuelInLittleMemory),
                            millions(fuelLive),
                            percentile(0.5),
                            millions(fuelFromFiles));
        }

        private static String millions(long fuel) {
            return String.format(Locale.ROOT, fuel < 10_000_000 ? "%.2f M" : "%.0f M", fuel / 1e6);
        }
    }

    private ImportsProgram() {}

    /**
     * Measures.
     *
     * @param arguments the folder of the results, beside which {@code imports.md} lies; then the number of rounds, by default 200
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException(
                    "the first argument is missing: the results' folder");
        }
        Path folder = Files.createDirectories(Path.of(arguments[0]).normalize());
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_ROUNDS;
        List<Row> rows = measure(rounds);
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("java", System.getProperty("java.version"));
        results.put("rounds", rounds);
        results.put("imports", rows.stream().map(Row::toMap).toList());
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(
                        folder.resolve(
                                BenchmarkProgram.fileName(
                                        LocalDate.now(ZoneOffset.UTC), "-imports")),
                        results);
        putTable(folder.resolveSibling("imports.md"), rows);
    }

    private static List<Row> measure(int rounds) {
        List<long[]> times = new ArrayList<>();
        ImportCase.ALL.forEach(_ -> times.add(new long[rounds]));
        try (Sandbox usual = open(ExecutionPolicy.defaults());
                Sandbox narrow =
                        open(ExecutionPolicy.builder().memoryBytes(LITTLE_MEMORY_BYTES).build());
                Sandbox generous =
                        open(ExecutionPolicy.builder().fuelBudget(PLENTY_OF_FUEL).build())) {
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (int i = 0; i < times.size(); i++) {
                    String code = ImportCase.ALL.get(i).code();
                    long start = System.nanoTime();
                    SandboxResult result = usual.execute(code);
                    long nanos = System.nanoTime() - start;
                    Checks.success(result);
                    if (round >= 0) {
                        times.get(i)[round] = nanos;
                    }
                }
            }
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                ImportCase one = ImportCase.ALL.get(i);
                rows.add(
                        new Row(
                                one,
                                fuel(usual, one.code()),
                                fuel(narrow, one.code()),
                                liveFuel(one),
                                fuel(generous, one.hiddenCode()),
                                times.get(i)));
            }
            return rows;
        }
    }

    private static Sandbox open(ExecutionPolicy policy) {
        return Sandbox.builder()
                .runtime(RuntimeType.PYTHON)
                .storage(new MemoryStorageAdapter())
                .logger(SandboxLogger.none())
                .policy(policy)
                .build();
    }

    private static long fuel(Sandbox sandbox, String code) {
        return Checks.success(sandbox.execute(code)).fuelConsumed().orElseThrow();
    }

    private static long liveFuel(ImportCase one) {
        try (Sandbox live =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .autoPersistGlobals(true)
                        .build()) {
            Checks.success(live.execute("ready = True"));
            return fuel(live, one.code());
        }
    }

    private static void putTable(Path file, List<Row> rows) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int begin = lines.indexOf(BEGIN);
        int end = lines.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no lines \"" + BEGIN + "\" and \"" + END + '"');
        }
        List<String> changed = new ArrayList<>(lines.subList(0, begin + 1));
        changed.add("");
        changed.add(
                "| `import …` | the guide | fresh | fresh, 32 MiB | live | run, median | without an image |");
        changed.add("| --- | --- | --- | --- | --- | --- | --- |");
        rows.forEach(row -> changed.add(row.toLine()));
        changed.add("");
        changed.addAll(lines.subList(end, lines.size()));
        Files.write(file, changed);
    }
}
