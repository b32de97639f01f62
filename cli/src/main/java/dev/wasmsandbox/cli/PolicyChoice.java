package dev.wasmsandbox.cli;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Packages;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says about limits, still as the user's text.
 *
 * @param file a policy file
 * @param fuel the fuel budget
 * @param memory the memory limit
 * @param timeout the time limit in seconds
 * @param packages wheels and directories of packages for Python
 */
record PolicyChoice(
        @Nullable Path file,
        @Nullable String fuel,
        @Nullable String memory,
        @Nullable String timeout,
        List<Path> packages) {
    /** The options that say it, but those that may stand more than once. */
    static final Set<String> OPTIONS = Set.of("--policy", "--fuel", "--memory", "--timeout");

    PolicyChoice {
        packages = List.copyOf(packages);
    }

    /** Takes it from a command line. */
    static PolicyChoice of(PlainWords words) {
        return new PolicyChoice(
                words.path("--policy"),
                words.value("--fuel"),
                words.value("--memory"),
                words.value("--timeout"),
                List.of());
    }

    /**
     * Makes the policy: the file's, with the options before it.
     *
     * @throws UsageException if a value is no quantity
     * @throws dev.wasmsandbox.InvalidRequestException if a package cannot be added
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
        return policy.packages(Packages.of(packages)).build();
    }
}
