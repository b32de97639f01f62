package dev.wasmsandbox.cli;

import dev.wasmsandbox.ExecutionPolicy;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says about limits, still as the user's text.
 *
 * @param file a policy file
 * @param fuel the fuel budget
 * @param memory the memory limit
 * @param timeout the time limit in seconds
 */
record PolicyChoice(
        @Nullable Path file,
        @Nullable String fuel,
        @Nullable String memory,
        @Nullable String timeout) {
    /** The options that say it. */
    static final Set<String> OPTIONS = Set.of("--policy", "--fuel", "--memory", "--timeout");

    /** Takes it from a command line. */
    static PolicyChoice of(PlainWords words) {
        return new PolicyChoice(
                words.path("--policy"),
                words.value("--fuel"),
                words.value("--memory"),
                words.value("--timeout"));
    }

    /**
     * Makes the policy: the file's, with the options before it.
     *
     * @throws UsageException if a value is no quantity
     */
    ExecutionPolicy policy() {
        ExecutionPolicy.Builder policy =
                file == null ? ExecutionPolicy.builder() : ExecutionPolicy.load(file).toBuilder();
        if (fuel != null) {
            policy.fuelBudget(Quantities.amount("--fuel", fuel));
        }
        if (memory != null) {
            policy.memoryBytes(Quantities.amount("--memory", memory));
        }
        if (timeout != null) {
            policy.timeout(Quantities.seconds("--timeout", timeout));
        }
        return policy.build();
    }
}
