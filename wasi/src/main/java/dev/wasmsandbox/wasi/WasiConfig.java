package dev.wasmsandbox.wasi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a guest gets from its surroundings, the file tree excepted.
 *
 * @param arguments the program's arguments, its name first; no NUL inside
 * @param environment the variables, in the order in which the guest sees them; no NUL, no {@code =} in a name
 * @param clocks time
 * @param entropy randomness
 * @param standardInput file descriptor 0
 * @param standardOutput file descriptor 1
 * @param standardError file descriptor 2
 * @param maxOpenFiles how many descriptors may be open at once, the standard streams and the root included
 */
public record WasiConfig(
        List<String> arguments,
        Map<String, String> environment,
        Clocks clocks,
        Entropy entropy,
        InputSource standardInput,
        OutputSink standardOutput,
        OutputSink standardError,
        int maxOpenFiles) {

    /** The largest {@code maxOpenFiles}: descriptors cost the host memory. */
    public static final int MAX_OPEN_FILES = 65_536;

    private static final int LEAST_OPEN_FILES = 4;

    /** Checks and copies the values. */
    public WasiConfig {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        for (String argument : arguments) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        "arguments: \"" + argument + "\" contains a NUL character");
            }
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            checkVariable(variable.getKey(), variable.getValue());
        }
        if (maxOpenFiles < LEAST_OPEN_FILES || maxOpenFiles > MAX_OPEN_FILES) {
            throw new IllegalArgumentException(
                    "maxOpenFiles is "
                            + maxOpenFiles
                            + "; allowed are "
                            + LEAST_OPEN_FILES
                            + " to "
                            + MAX_OPEN_FILES);
        }
    }

    private static void checkVariable(String name, String value) {
        if (name.isEmpty()
                || name.indexOf('=') >= 0
                || name.indexOf('\0') >= 0
                || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "environment: "
                            + name
                            + "="
                            + value
                            + " is no variable: a name is not empty and has no '=', and neither part has a NUL character");
        }
    }

    /** Starts with no arguments, no variables, the machine's clocks and randomness, empty input and lost output. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the values of a {@link WasiConfig}. */
    public static final class Builder {

        private List<String> arguments = List.of();
        private Map<String, String> environment = Map.of();
        private Clocks clocks = Clocks.system();
        private Entropy entropy = Entropy.system();
        private InputSource standardInput = InputSource.empty();
        private OutputSink standardOutput = OutputSink.discarding();
        private OutputSink standardError = OutputSink.discarding();
        private int maxOpenFiles = 256;

        private Builder() {}

        /** Sets the arguments, the program's name first. */
        public Builder arguments(List<String> values) {
            this.arguments = values;
            return this;
        }

        /** Sets the environment. */
        public Builder environment(Map<String, String> values) {
            this.environment = values;
            return this;
        }

        /** Sets the clocks; default {@link Clocks#system()}. */
        public Builder clocks(Clocks value) {
            this.clocks = value;
            return this;
        }

        /** Sets the randomness; default {@link Entropy#system()}. */
        public Builder entropy(Entropy value) {
            this.entropy = value;
            return this;
        }

        /** Sets the standard input; default empty. */
        public Builder standardInput(InputSource value) {
            this.standardInput = value;
            return this;
        }

        /** Sets the standard output; default discarded. */
        public Builder standardOutput(OutputSink value) {
            this.standardOutput = value;
            return this;
        }

        /** Sets the standard error stream; default discarded. */
        public Builder standardError(OutputSink value) {
            this.standardError = value;
            return this;
        }

        /** Sets how many descriptors may be open at once; default 256. */
        public Builder maxOpenFiles(int value) {
            this.maxOpenFiles = value;
            return this;
        }

        /** Builds the value. */
        public WasiConfig build() {
            return new WasiConfig(
                    arguments,
                    environment,
                    clocks,
                    entropy,
                    standardInput,
                    standardOutput,
                    standardError,
                    maxOpenFiles);
        }
    }
}
