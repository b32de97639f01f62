package dev.wasmsandbox.escape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import dev.wasmsandbox.testkit.EscapeCorpus;
import dev.wasmsandbox.testkit.EscapeProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * No program of the corpus gets out, and each ends as it should, wherever it runs. In the normal mode workers and the image with packages
 * get the first program of each vector, in the long mode all. {@code -Descape.only=python/paths} runs those whose place begins so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EscapeCorpusIT {
    private static final Path REPORT = Path.of("target", "security", "escape-corpus.properties");
    private static final List<String> LANGUAGES = List.of("python", "javascript");
    private static final boolean LONG = Boolean.getBoolean("gate.long");
    private static final String ONLY = System.getProperty("escape.only", "");
    private static final Duration WATCHDOG = Duration.ofMinutes(10);

    /** How the JVM's own logging begins what the engine must never have to say: that memory was not clean, for instance. */
    private static final Pattern COMPLAINT = Pattern.compile("SEVERE|WARNING: A slot|ERROR");

    private final Map<String, Integer> counts = new TreeMap<>();
    private String seesReads = "unknown";

    @TestFactory
    List<DynamicTest> no_program_of_the_corpus_escapes(@TempDir Path folder) throws IOException {
        return programsOn(EscapeGround.USUAL, folder);
    }

    @TestFactory
    List<DynamicTest> no_program_of_the_corpus_escapes_from_a_worker(@TempDir Path folder)
            throws IOException {
        return programsOn(EscapeGround.WORKERS, folder);
    }

    @TestFactory
    List<DynamicTest> no_program_of_the_corpus_escapes_from_the_image_with_packages(
            @TempDir Path folder) throws IOException {
        return programsOn(EscapeGround.PACKAGES, folder);
    }

    private List<DynamicTest> programsOn(EscapeGround ground, Path folder) throws IOException {
        List<EscapeProgram> programs =
                ground.of(EscapeCorpus.programs(), LONG).stream()
                        .filter(program -> program.id().startsWith(ONLY))
                        .toList();
        assertThat(programs.size() + ONLY.length()).isPositive();
        Map<String, String> verdicts = new HashMap<>();
        List<Batch> batches = new ArrayList<>();
        for (String language : LANGUAGES) {
            // The narrower of the two: a language, or what was asked for within it.
            String prefix = ONLY.startsWith(language) ? ONLY : language + "/";
            if (programs.stream().anyMatch(program -> program.id().startsWith(prefix))) {
                batches.add(new Batch(ground, folder, prefix, verdicts));
            }
        }
        batches.forEach(Batch::finish);
        return programs.stream().map(program -> test(ground, program, verdicts)).toList();
    }

    private DynamicTest test(
            EscapeGround ground, EscapeProgram program, Map<String, String> verdicts) {
        String verdict = verdicts.getOrDefault(program.id(), EscapeChild.FAIL + "it was never run");
        count(ground, program, verdict.startsWith(EscapeChild.PASS));
        return DynamicTest.dynamicTest(
                program.id() + ": " + program.title(),
                () -> assertThat(verdict).startsWith(EscapeChild.PASS));
    }

    private void count(EscapeGround ground, EscapeProgram program, boolean passed) {
        if (ground != EscapeGround.USUAL) {
            counts.merge(ground.id() + ".cases", 1, Integer::sum);
            counts.merge(ground.id() + ".passed", passed ? 1 : 0, Integer::sum);
            return;
        }
        counts.merge("programs", 1, Integer::sum);
        counts.merge("passed", passed ? 1 : 0, Integer::sum);
        counts.merge("language." + program.language(), 1, Integer::sum);
        counts.merge("vector." + program.vector().folder(), 1, Integer::sum);
    }

    /** The programs of one language, in a JVM of their own; in another one if that crashes. */
    private final class Batch {
        private final EscapeGround ground;
        private final Path folder;
        private final String prefix;
        private final Map<String, String> verdicts;
        private ChildJvm.Running running;
        private int attempts;

        Batch(EscapeGround ground, Path folder, String prefix, Map<String, String> verdicts)
                throws IOException {
            this.ground = ground;
            this.folder = folder;
            this.prefix = prefix;
            this.verdicts = verdicts;
            this.running = start("");
        }

        private ChildJvm.Running start(String last) throws IOException {
            Path own = Files.createDirectories(folder.resolve(prefix).resolve("jvm-" + ++attempts));
            ChildJvm jvm =
                    ChildJvm.of(EscapeChild.class)
                            .jvmArguments(
                                    "-Xmx512m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Ddev.wasmsandbox.verify=1")
                            .jvmArguments(ground.flags().toArray(String[]::new))
                            .environment("LC_ALL", "C.UTF-8")
                            .environment("HOST_SECRET", "in the environment of the host");
            jvm.watchdog(WATCHDOG)
                    .arguments(own.toString(), ground.name(), Boolean.toString(LONG), prefix);
            return (last.isEmpty() ? jvm : jvm.arguments(last)).start();
        }

        void finish() {
            try {
                for (String crashed = crashed(); !crashed.isEmpty(); crashed = crashed()) {
                    running = start(crashed);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits, and takes down the verdicts; returns the program that the JVM did not survive, if there is one. */
        private String crashed() {
            ChildJvm.Result result = running.await();
            String begun = "";
            String complaint = "";
            boolean done = false;
            for (String line : result.output().lines().toList()) {
                if (line.startsWith(EscapeChild.BEGIN)) {
                    begun = line.substring(EscapeChild.BEGIN.length());
                } else if (line.startsWith(EscapeChild.PASS) || line.startsWith(EscapeChild.FAIL)) {
                    verdicts.put(
                            begun,
                            complaint.isEmpty()
                                    ? line
                                    : EscapeChild.FAIL + "the host logged: " + complaint);
                    begun = "";
                    complaint = "";
                } else if (COMPLAINT.matcher(line).lookingAt()) {
                    complaint += line;
                } else if (line.startsWith(EscapeChild.SEES_READS)) {
                    seesReads = line.substring(EscapeChild.SEES_READS.length());
                } else if (line.equals(EscapeChild.DONE)) {
                    done = true;
                }
            }
            if (begun.isEmpty()) {
                assertThat(done && result.exitCode() == 0)
                        .as("end of the JVM for %s: %s", prefix, result.output())
                        .isTrue();
            } else {
                verdicts.put(
                        begun,
                        EscapeChild.FAIL
                                + "the JVM ended with exit code "
                                + result.exitCode()
                                + ":\n"
                                + result.output());
            }
            return begun;
        }
    }

    /** For the security report: what ran, and what came of it. */
    @AfterAll
    void report() throws IOException {
        Properties properties = new Properties();
        counts.forEach((name, count) -> properties.setProperty(name, Integer.toString(count)));
        properties.setProperty("oracle.sees-reads", seesReads);
        Files.createDirectories(REPORT.getParent());
        try (Writer out = Files.newBufferedWriter(REPORT)) {
            properties.store(out, "Programs of the escape corpus that were run, and that passed.");
        }
    }
}
