package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import dev.wasmsandbox.wasmtime.WasmThread;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * From the deepest place that a guest gets to, every way into the host leaves a good part of the stack unused. Measured by
 * the system's own account of the stack's pages, in JVMs with the flags that change how much stack Java takes.
 */
@EnabledOnOs(OS.LINUX)
class StackMarginIT {
    /** What must be left at least: half of what a guest thread has beyond the guest's own stack. */
    private static final long LEAST_LEFT = WasmThread.HEADROOM / 2;

    private static final Pattern CASE = Pattern.compile("case (.*): levels .*, left (.*)");
    private static final int CASES = 20;

    /** The interpreter has the largest frames for some methods, the compilers for others. */
    private static final List<String> FLAGS =
            List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1");

    /** What users set; none of it may matter, as guest threads ask for their own size. */
    private static final List<String> MORE_FLAGS =
            List.of(
                    "-Xint",
                    "-XX:-TieredCompilation",
                    "-XX:ThreadStackSize=256",
                    "-Xss256k",
                    "-Xss64m",
                    "-Xcheck:jni",
                    "-XX:+UseZGC");

    @Test
    void every_way_into_the_host_leaves_half_of_the_headroom() throws IOException {
        List<String> flags = new ArrayList<>(FLAGS);
        if (Boolean.getBoolean("gate.long")) {
            flags.addAll(MORE_FLAGS);
        }
        List<String> bad = new ArrayList<>();
        long smallest = Long.MAX_VALUE;
        int cases = 0;
        for (String flag : flags) {
            List<MatchResult> found = measure(flag);
            assertThat(found).hasSize(CASES);
            for (MatchResult aCase : found) {
                cases++;
                if (aCase.group(2).equals("-")) {
                    continue;
                }
                long left = Long.parseLong(aCase.group(2));
                smallest = Math.min(smallest, left);
                if (left < LEAST_LEFT) {
                    bad.add(flag + " " + aCase.group());
                }
            }
        }
        record(cases, cases - bad.size(), smallest, flags);
        assertThat(bad).isEmpty();
    }

    private static List<MatchResult> measure(String flag) {
        String output =
                ChildJvm.of(StackProgram.class)
                        .jvmArguments(flag)
                        .run()
                        .expectExitCode(0)
                        .expectOutput("all cases done")
                        .output();
        return CASE.matcher(output).results().toList();
    }

    private static void record(int cases, int passed, long smallest, List<String> flags)
            throws IOException {
        Properties figures = new Properties();
        figures.setProperty("result", passed == cases ? "passed" : "failed");
        figures.setProperty("cases", Integer.toString(cases));
        figures.setProperty("passed", Integer.toString(passed));
        figures.setProperty("smallest.margin.bytes", Long.toString(smallest));
        figures.setProperty("least.allowed.margin.bytes", Long.toString(LEAST_LEFT));
        figures.setProperty("jvm.flags", String.join(" ", flags));
        Path file = Path.of("target", "security", "stack-margins.properties");
        Files.createDirectories(file.getParent());
        try (Writer out = Files.newBufferedWriter(file)) {
            figures.store(out, null);
        }
    }
}
