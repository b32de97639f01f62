package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The same code, files and seed give the same output, files, fuel and checkpoint, wherever and however often it runs. */
class DeterminismIT {
    private static final Path REPORT = Path.of("target/security/determinism.properties");
    private static final boolean LONG = Boolean.getBoolean("gate.long");
    private static final int LATER = LONG ? 1_000 : 25;

    private static final Map<String, String> FIRST = new TreeMap<>();
    private static int cases;
    private static int passed;

    private static synchronized String first(String name) throws Exception {
        String known = FIRST.get(name);
        if (known == null) {
            known = DeterminismProgram.record(name, 0);
            FIRST.put(name, known);
        }
        return known;
    }

    private static synchronized void same(String where, String name, String actual)
            throws Exception {
        cases++;
        String expected = first(name);
        assertThat(actual).as(name + " " + where).isIn(expected, DeterminismProgram.hash(expected));
        passed++;
    }

    @AfterAll
    static void report() throws IOException {
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, "cases=" + cases + "\npassed=" + passed + "\n");
    }

    @Test
    void the_second_run_is_the_first() throws Exception {
        for (String name : DeterminismProgram.PROGRAMS.keySet()) {
            same("again", name, DeterminismProgram.record(name, 0));
        }
    }

    @Test
    void a_late_run_is_the_first() throws Exception {
        for (String name : List.of("python.random", "javascript.rest")) {
            String last = "";
            for (int i = 0; i < LATER; i++) {
                last = DeterminismProgram.record(name, 0);
            }
            same("after " + LATER + " runs", name, last);
        }
    }

    @Test
    void runs_side_by_side_are_the_same() throws Exception {
        List<String> names = new ArrayList<>();
        List<Future<String>> records = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < (LONG ? 10 : 1); round++) {
                for (String name : DeterminismProgram.PROGRAMS.keySet()) {
                    names.add(name);
                    records.add(threads.submit(() -> DeterminismProgram.record(name, 0)));
                }
            }
        }
        for (int i = 0; i < names.size(); i++) {
            same("side by side", names.get(i), records.get(i).get());
        }
    }

    @Test
    void other_processes_and_ways_of_resetting_memory_give_the_same() throws Exception {
        List<ChildJvm> children =
                List.of(
                        ChildJvm.of(DeterminismProgram.class)
                                .jvmArguments(
                                        "-XX:+UseSerialGC",
                                        "-Xmx256m",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Ddev.wasmsandbox.reset=copy",
                                        "-Duser.timezone=Asia/Tokyo"),
                        ChildJvm.of(DeterminismProgram.class)
                                .jvmArguments(
                                        "-XX:+UseParallelGC",
                                        "-Xmx600m",
                                        "-Ddev.wasmsandbox.reset=compare",
                                        "-Ddev.wasmsandbox.threads=3")
                                .environment("TZ", "America/New_York"));
        for (ChildJvm child : children) {
            String output = child.run().expectExitCode(0).output();
            Map<String, String> hashes = new TreeMap<>();
            output.lines()
                    .map(line -> line.split(" ", -1))
                    .filter(parts -> parts[0].equals("case"))
                    .forEach(parts -> hashes.put(parts[1], parts[2]));
            assertThat(hashes.keySet())
                    .isEqualTo(new TreeMap<>(DeterminismProgram.PROGRAMS).keySet());
            for (Map.Entry<String, String> hash : hashes.entrySet()) {
                same("in another process", hash.getKey(), hash.getValue());
            }
        }
    }

    @Test
    void another_seed_gives_another_run() throws Exception {
        for (String name : List.of("python.random", "javascript.random")) {
            assertThat(DeterminismProgram.record(name, 1)).isNotEqualTo(first(name));
        }
    }

    @Test
    void time_goes_on_with_the_fuel_and_sleep_takes_none() throws Exception {
        String[] lines = first("python.time").lines().toArray(String[]::new);
        long before = (long) (Double.parseDouble(lines[1].split(" ", -1)[0]) * 1e9);
        long after = Long.parseLong(lines[2].split(" ", -1)[0]);
        long month = 30L * 86_400 * 1_000_000_000L;

        // 2026-01-01, and some instructions later.
        assertThat(before).isBetween(1_767_225_600_000_000_000L, 1_767_225_601_000_000_000L);
        assertThat(after - before).isBetween(month, month + 1_000_000_000L);
    }
}
