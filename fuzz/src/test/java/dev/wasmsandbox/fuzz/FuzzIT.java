package dev.wasmsandbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches for inputs that break something: ten seconds for each target, two minutes in the long mode. */
class FuzzIT {
    private static final Duration SHRINKING = Duration.ofSeconds(20);
    private static final Settings SETTINGS = Settings.ofThisRun();
    private static final FuzzFigures FIGURES = new FuzzFigures(SETTINGS);

    @ParameterizedTest
    @EnumSource
    void no_input_breaks(Target target) throws Exception {
        String chosen = System.getProperty("fuzz.target", "");
        assumeTrue(chosen.isEmpty() || chosen.equals(target.id()), "another target is chosen");
        System.out.printf(
                "fuzzing %s for %d s with seed %d%n",
                target.id(), SETTINGS.time().toSeconds(), SETTINGS.seed());
        Search search = new Search(target, SETTINGS);
        FIGURES.begin(target);
        Search.Outcome outcome = search.run();
        System.out.printf("fuzzing %s: %d inputs%n", target.id(), outcome.inputs());
        if (!outcome.clean()) {
            fail(report(target, outcome));
        }
        assertThat(outcome.inputs()).as(outcome.output()).isPositive();
        FIGURES.passed(target, outcome.inputs());
        if (SETTINGS.keep() && target.guided()) {
            search.keep();
        }
    }

    @AfterAll
    static void write_figures() throws IOException {
        FIGURES.write();
    }

    private static String report(Target target, Search.Outcome outcome) throws Exception {
        StringBuilder report = new StringBuilder();
        report.append("target ").append(target.id()).append(", seed ").append(SETTINGS.seed());
        for (Path file : outcome.crashed()) {
            byte[] input = Files.readAllBytes(file);
            Optional<Finding> found = Optional.empty();
            if (target.guided() && SETTINGS.guided()) {
                try (FuzzTarget open = target.open()) {
                    found = Finding.of(open, input);
                    if (found.isPresent()) {
                        input = Shrinker.shrink(open, input, found.get(), SHRINKING);
                    }
                }
            }
            Path kept = Inputs.write(Settings.findings(target), input);
            report.append("\nfound: ").append(found.map(Object::toString).orElse("see below"));
            report.append("\nkept as ").append(kept).append("; to see it again:\n  ");
            report.append(CorpusIT.replayLine(target, kept));
        }
        return report.append("\nexit code ")
                .append(outcome.exitCode())
                .append('\n')
                .append(outcome.output())
                .toString();
    }
}
