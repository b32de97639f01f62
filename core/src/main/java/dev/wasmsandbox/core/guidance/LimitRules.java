package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.text.MessageText;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about limits of the policy, whether they stopped the run or showed as an error in the guest. */
final class LimitRules {
    /** For limits that show as exceptions. */
    static final List<Rule> RULES =
            List.of(
                    LimitRules::memoryError,
                    LimitRules::recursionError,
                    LimitRules::diskError,
                    LimitRules::openFiles);

    /** The numbers that WASI gives to "no space left" and "quota exceeded". */
    private static final Set<Long> NO_SPACE = Set.of(51L, 19L);

    private static final Set<Long> TOO_MANY_OPEN = Set.of(33L, 41L);

    /** What Python says of a size that no memory of 32-bit addresses could hold. */
    private static final Pattern BEYOND_ADDRESSES =
            Pattern.compile("index-sized integer|too large to convert to C ssize_t");

    /** How much of what the fuel analysis tells is repeated in advice. */
    private static final int MOST_CAUSES = 2;

    private LimitRules() {}

    /** Advises about a run that was stopped; null if no limit stopped it. */
    static @Nullable Advice stopped(Failure failure) {
        TrapReason reason = failure.trapReason();
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case OUT_OF_FUEL -> outOfFuel(failure);
            case MEMORY_LIMIT -> memory(failure);
            case TIMEOUT -> timeout(failure);
            case STACK_OVERFLOW -> recursion(failure);
            default -> null;
        };
    }

    private static Advice advice(Failure failure, Topic topic) {
        return new Advice(topic, failure.isPython());
    }

    private static Advice outOfFuel(Failure failure) {
        FuelAnalysis fuel = failure.fuel();
        Advice advice = advice(failure, Topic.OUT_OF_FUEL);
        fuel.likelyCauses().stream().limit(MOST_CAUSES).forEach(advice::step);
        advice.step(
                        failure.isPython()
                                ? "Give loops an end, and do less in one run: smaller inputs, fewer steps, a better algorithm, such as a set or a dict instead of a search in a list."
                                : "Give loops an end, and do less in one run: smaller inputs, fewer steps, a better algorithm, such as a Set or a Map instead of a search in an array.")
                .example(
                        "seen = set()\nfor number in [3, 1, 3]:\n    if number not in seen:  # quick in a set, slow in a list\n        seen.add(number)\nprint(sorted(seen))",
                        "const seen = new Set();\nfor (const number of [3, 1, 3]) seen.add(number);\nconsole.log([...seen]);")
                .docs("README.md");
        Long budget = fuel.recommendedBudget();
        return budget == null
                ? advice.step(
                        "If the work is meant to be that long, raise fuelBudget, now %,d.",
                        failure.policy().fuelBudget())
                : advice.step(
                        "If the work is meant to be that long, raise fuelBudget from %,d to %,d.",
                        failure.policy().fuelBudget(), budget);
    }

    private static @Nullable Advice memoryError(Case problem) {
        boolean python =
                problem.isPython()
                        && (problem.isNamed("MemoryError")
                                || (problem.isNamed("OverflowError")
                                        && BEYOND_ADDRESSES.matcher(problem.message()).find()));
        boolean javaScript =
                !problem.isPython()
                        && ((problem.isNamed("InternalError")
                                        && problem.message().equals("out of memory"))
                                || (problem.isNamed("RangeError")
                                        && problem.message().equals("invalid array buffer length")
                                        && problem.failure().signs().memoryRefused()));
        if (problem.isOwn() || (!python && !javaScript)) {
            return null;
        }
        return problem.isNamed("OverflowError")
                ? beyondAddresses(problem)
                : memory(problem.failure());
    }

    private static Advice beyondAddresses(Case problem) {
        return problem.advice(Topic.MEMORY_EXHAUSTED)
                .step(
                        "Something in line %d would be larger than the %,d bytes that a guest can ever have: make it smaller, or work through it piece by piece.",
                        problem.line(), 1L << 32)
                .example(
                        "total = sum(number * number for number in range(1000))  # no list in between\nprint(total)");
    }

    private static Advice memory(Failure failure) {
        ExecutionPolicy policy = failure.policy();
        return advice(failure, Topic.MEMORY_EXHAUSTED)
                .step(
                        "Keep less in memory: read files line by line, use generators, drop what is done with.")
                .step(
                        "If the data is meant to be that large, raise memoryBytes, now %,d; at most %,d are possible.",
                        policy.memoryBytes(), 1L << 32)
                .example(
                        "total = sum(number * number for number in range(1000))  # no list in between\nprint(total)",
                        "let total = 0;\nfor (let number = 0; number < 1000; number++) total += number * number; // no array in between\nconsole.log(total);")
                .docs("README.md");
    }

    private static Advice timeout(Failure failure) {
        Advice advice = advice(failure, Topic.TIMEOUT);
        failure.fuel().likelyCauses().stream().limit(1).forEach(advice::step);
        return advice.step(
                        "Remove waiting: sleep, timers, and loops that ask again and again; nothing outside changes while the program runs.")
                .step("Look for a loop that never ends; do less in one run.")
                .step(
                        "If the work is meant to be that long, raise the timeout%s",
                        failure.policy()
                                .timeout()
                                .map(limit -> " from " + MessageText.seconds(limit) + ".")
                                .orElse(" of the request."))
                .example(
                        "import os\nif os.path.exists('ready.flag'):  # asked once: nothing outside changes meanwhile\n    print('ready')\nelse:\n    print('not ready')",
                        "const [, error] = os.stat('ready.flag'); // asked once: nothing outside changes meanwhile\nconsole.log(error === 0 ? 'ready' : 'not ready');")
                .docs("README.md");
    }

    private static @Nullable Advice recursionError(Case problem) {
        boolean python = problem.isPython() && problem.isNamed("RecursionError");
        boolean javaScript =
                !problem.isPython()
                        && problem.isNamed("InternalError", "RangeError")
                        && (problem.message().equals("Maximum call stack size exceeded")
                                || problem.message().equals("stack overflow"));
        return problem.isOwn() || (!python && !javaScript) ? null : recursion(problem.failure());
    }

    private static Advice recursion(Failure failure) {
        return advice(failure, Topic.RECURSION_LIMIT)
                .step(
                        "Make sure that the recursion ends: check its base case, and that no property or method calls itself by mistake.")
                .step("Write deep recursion as a loop with a list of what is still to be done.")
                .example(
                        "tree = {'value': 1, 'children': [{'value': 2, 'children': []}]}\ntodo, total = [tree], 0\nwhile todo:\n    node = todo.pop()\n    total += node['value']\n    todo.extend(node['children'])\nprint(total)",
                        "const tree = { value: 1, children: [{ value: 2, children: [] }] };\nconst todo = [tree];\nlet total = 0;\nwhile (todo.length) {\n  const node = todo.pop();\n  total += node.value;\n  todo.push(...node.children);\n}\nconsole.log(total);");
    }

    private static @Nullable Advice diskError(Case problem) {
        boolean told = NO_SPACE.contains(problem.errno()) || problem.text("code").equals("ENOSPC");
        return problem.isOwn() || !told ? null : disk(problem.failure());
    }

    /** Advises about a full workspace. */
    static Advice disk(Failure failure) {
        return advice(failure, Topic.DISK_QUOTA)
                .step("Delete files that are no longer needed, and write less.")
                .step(
                        "If the files are meant to be that large or many, raise diskQuotaBytes (now %,d) or maxFiles (now %,d).",
                        failure.policy().diskQuotaBytes(), failure.policy().maxFiles())
                .example(
                        "from pathlib import Path\nfor path in Path('.').glob('*.tmp'):\n    path.unlink()",
                        "const [names] = os.readdir('.');\nfor (const name of names) if (name.endsWith('.tmp')) os.remove(name);")
                .docs("README.md");
    }

    private static @Nullable Advice openFiles(Case problem) {
        boolean refused =
                TOO_MANY_OPEN.contains(problem.errno()) || problem.text("code").equals("EMFILE");
        if (problem.isOwn() || !refused) {
            return null;
        }
        return problem.advice(Topic.OPEN_FILE_LIMIT)
                .step("Close each file when it is done with.")
                .step(
                        "If the files are meant to be open at once, raise maxOpenFiles (now %d).",
                        problem.failure().policy().maxOpenFiles())
                .example(
                        "for number in range(3):\n    with open(f'log{number}.txt', 'w') as file:  # closed at the end of the block\n        file.write('entry')",
                        "const file = std.open('log.txt', 'w');\ntry {\n  file.puts('entry');\n} finally {\n  file.close();\n}");
    }

    /** What happened to be cut does not make a run fail, but explains what is missing from the output. */
    static @Nullable Advice outputLimit(Failure failure) {
        if (!failure.signs().outputTruncated()) {
            return null;
        }
        return advice(failure, Topic.OUTPUT_LIMIT)
                .step("Print less: a summary, or the first lines.")
                .step("Write large results to a file of the workspace instead of printing them.")
                .step(
                        "If all of it is needed, raise stdoutMaxBytes (now %,d) or stderrMaxBytes (now %,d).",
                        failure.policy().stdoutMaxBytes(), failure.policy().stderrMaxBytes())
                .example(
                        "rows = list(range(5000))\nwith open('rows.txt', 'w') as file:\n    file.writelines(f'{row}\\n' for row in rows)\nprint(len(rows), 'rows in rows.txt')",
                        "const rows = Array.from({ length: 5000 }, (_, row) => row);\nconst file = std.open('rows.txt', 'w');\nfile.puts(rows.join('\\n'));\nfile.close();\nconsole.log(rows.length, 'rows in rows.txt');")
                .docs("README.md");
    }
}
