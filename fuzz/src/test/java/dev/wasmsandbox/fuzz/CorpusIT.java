package dev.wasmsandbox.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Feeds the kept inputs again: all that were found in the past, or the one that {@code fuzz.input} names. */
class CorpusIT {
    private static final String INPUT = System.getProperty("fuzz.input", "");

    static String replayLine(Target target, Path input) {
        return "./sandbox test -pl fuzz -am -Dtest=CorpusIT -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dfuzz.target="
                + target.id()
                + " -Dfuzz.input="
                + input;
    }

    @ParameterizedTest
    @EnumSource
    void kept_inputs_stay_harmless(Target target) throws Exception {
        try (FuzzTarget open = target.open()) {
            for (byte[] seed : open.seeds()) {
                open.run(seed);
            }
            for (Path file : Inputs.list(Settings.corpus(target))) {
                run(open, file);
            }
        }
    }

    @Test
    void the_named_input_is_harmless() throws Exception {
        assumeFalse(INPUT.isEmpty(), "no input is named by -Dfuzz.input");
        try (FuzzTarget open = Target.of(System.getProperty("fuzz.target", "")).open()) {
            run(open, Path.of(INPUT));
        }
    }

    private static void run(FuzzTarget target, Path file) throws Exception {
        assertThat(file).isRegularFile();
        byte[] input = Files.readAllBytes(file);
        try {
            target.run(input);
        } catch (Exception | AssertionError | StackOverflowError e) {
            throw new AssertionError("the input " + file + " breaks it: " + e, e);
        }
    }
}
