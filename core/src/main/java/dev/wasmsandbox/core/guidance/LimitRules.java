package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.text.MessageText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Advises about limits of the policy, whether they stopped the run or showed as an error in the guest. */
final class LimitRules {
    static final List<Guidance.Rule> RULES =
            List.of(
                    LimitRules::outOfFuel,
                    LimitRules::memoryExhausted,
                    LimitRules::timeout,
                    LimitRules::recursion,
                    LimitRules::diskQuota,
                    LimitRules::openFiles);

    /** The numbers that WASI gives to "no space left" and "quota exceeded". */
    private static final Set<Long> NO_SPACE = Set.of(51L, 19L);

    private static final Set<Long> TOO_MANY_OPEN = Set.of(33L, 41L);

    private LimitRules() {}

    private static @Nullable Advice outOfFuel(Failure failure) {
        if (failure.trapReason() != TrapReason.OUT_OF_FUEL) {
            return null;
        }
        long budget = failure.policy().fuelBudget();
        long doubled = budget > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : budget * 2;
        return new Advice("OutOfFuel")
                .step("Look for a loop that never ends, and give it an end.")
                .step("Do less in one run: smaller inputs, fewer steps, a better algorithm.")
                .step(
                        String.format(
                                Locale.ROOT,
                                "If the work is meant to be that long, raise fuelBudget from %,d to %,d.",
                                budget,
                                doubled))
                .step("Importing large packages costs fuel too: import only what is needed.")
                .example("ExecutionPolicy.builder().fuelBudget(%dL).build()".formatted(doubled))
                .docs("README.md");
    }

    private static @Nullable Advice memoryExhausted(Failure failure) {
        boolean javaScriptOutOfMemory =
                !failure.isPython() && failure.errorMessage().equals("out of memory");
        // What Python says of a size that no memory of 32-bit addresses could hold.
        boolean beyondAddresses =
                failure.errorName().equals("OverflowError")
                        && failure.errorMessage().contains("index-sized integer");
        if (failure.trapReason() != TrapReason.MEMORY_LIMIT
                && !failure.errorName().equals("MemoryError")
                && !beyondAddresses
                && !javaScriptOutOfMemory) {
            return null;
        }
        ExecutionPolicy policy = failure.policy();
        return new Advice("MemoryExhausted")
                .step(
                        "Keep less in memory: read files line by line, use generators, drop what is done with.")
                .step(
                        String.format(
                                Locale.ROOT,
                                "If the data is meant to be that large, raise memoryBytes from %,d to %,d.",
                                policy.memoryBytes(),
                                Math.min(policy.memoryBytes() * 2, 1L << 32)))
                .example(
                        failure.isPython()
                                ? "with open('/app/data.csv') as lines:\n    total = sum(int(line) for line in lines)"
                                : "const file = std.open('/app/data.csv', 'r');\nfor (let line; (line = file.getline()) !== null;) { /* one line at a time */ }")
                .docs("README.md");
    }

    private static @Nullable Advice timeout(Failure failure) {
        if (failure.trapReason() != TrapReason.TIMEOUT) {
            return null;
        }
        return new Advice("Timeout")
                .step(
                        "Remove waiting: sleep, and reading from a standard input that gives nothing.")
                .step("Look for a loop that never ends; do less in one run.")
                .step(
                        "If the work is meant to be that long, raise the timeout"
                                + failure.policy()
                                        .timeout()
                                        .map(limit -> " from " + MessageText.seconds(limit) + ".")
                                        .orElse(" of the request."))
                .example("ExecutionPolicy.builder().timeout(Duration.ofSeconds(30)).build()")
                .docs("README.md");
    }

    private static @Nullable Advice recursion(Failure failure) {
        boolean javaScriptOverflow =
                !failure.isPython()
                        && failure.errorMessage().toLowerCase(Locale.ROOT).contains("stack");
        if (failure.trapReason() != TrapReason.STACK_OVERFLOW
                && !failure.errorName().equals("RecursionError")
                && !(javaScriptOverflow
                        && Set.of("InternalError", "RangeError").contains(failure.errorName()))) {
            return null;
        }
        return new Advice("RecursionLimit")
                .step("Make sure that the recursion ends: check its base case.")
                .step("Write deep recursion as a loop with a list of what is still to be done.")
                .example(
                        failure.isPython()
                                ? "todo = [root]\nwhile todo:\n    node = todo.pop()\n    todo.extend(node.children)"
                                : "const todo = [root];\nwhile (todo.length) { const node = todo.pop(); todo.push(...node.children); }");
    }

    private static @Nullable Advice diskQuota(Failure failure) {
        if (!NO_SPACE.contains(failure.errno())
                && !failure.attribute("code").equals("ENOSPC")
                && !failure.errorMessage().contains("No space left on device")) {
            return null;
        }
        return new Advice("DiskQuota")
                .step("Delete files that are no longer needed, and write less.")
                .step(
                        String.format(
                                Locale.ROOT,
                                "If the files are meant to be that large or many, raise diskQuotaBytes (now %,d) or maxFiles (now %,d).",
                                failure.policy().diskQuotaBytes(),
                                failure.policy().maxFiles()))
                .example(
                        failure.isPython()
                                ? "import os\nos.remove('/app/old.bin')"
                                : "os.remove('/app/old.bin');")
                .docs("README.md");
    }

    private static @Nullable Advice openFiles(Failure failure) {
        if (!TOO_MANY_OPEN.contains(failure.errno())
                && !failure.attribute("code").equals("EMFILE")) {
            return null;
        }
        return new Advice("OpenFileLimit")
                .step("Close each file when it is done with.")
                .step(
                        "If the files are meant to be open at once, raise maxOpenFiles (now %d)."
                                .formatted(failure.policy().maxOpenFiles()))
                .example(
                        failure.isPython()
                                ? "with open(path) as file:\n    text = file.read()"
                                : "const file = std.open(path, 'r');\ntry { /* read */ } finally { file.close(); }");
    }

    /** What happened to be cut does not make a run fail, but explains what is missing from the output. */
    static @Nullable Advice outputLimit(Failure failure) {
        if (!failure.outputTruncated()) {
            return null;
        }
        return new Advice("OutputLimit")
                .step("Print less: a summary, or the first lines.")
                .step("Write large results to a file of the workspace instead of printing them.")
                .step(
                        String.format(
                                Locale.ROOT,
                                "If all of it is needed, raise stdoutMaxBytes (now %,d) or stderrMaxBytes (now %,d).",
                                failure.policy().stdoutMaxBytes(),
                                failure.policy().stderrMaxBytes()))
                .example(
                        failure.isPython()
                                ? "with open('/app/result.txt', 'w') as file:\n    print(result, file=file)"
                                : "const file = std.open('/app/result.txt', 'w');\nfile.puts(result);\nfile.close();")
                .docs("README.md");
    }
}
