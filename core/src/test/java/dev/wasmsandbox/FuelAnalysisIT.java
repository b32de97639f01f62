package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where fuel went is told by the program's own lines, and a budget that is recommended does. */
class FuelAnalysisIT {
    /** Enough for some dozen samples, and about a tenth of a second. */
    private static final long BUDGET = 1_000_000_000;

    private static SandboxResult run(
            RuntimeType runtime, String code, ExecutionPolicy.Builder policy) {
        return run(runtime, code, policy, Isolation.IN_PROCESS);
    }

    private static SandboxResult run(
            RuntimeType runtime, String code, ExecutionPolicy.Builder policy, Isolation isolation) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .policy(policy.build())
                        .isolation(isolation)
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            return sandbox.execute(code);
        }
    }

    private static FuelAnalysis exhausted(RuntimeType runtime, String code) {
        SandboxResult result = run(runtime, code, ExecutionPolicy.builder().fuelBudget(BUDGET));
        assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);
        return result.metadata().fuelAnalysis();
    }

    private static Arguments python(String name, String code) {
        return Arguments.of(name, RuntimeType.PYTHON, code);
    }

    private static Arguments javaScript(String name, String code) {
        return Arguments.of(name, RuntimeType.JAVASCRIPT, code);
    }

    static Stream<Arguments> a_recommended_budget_does() {
        return Stream.of(
                python(
                        "range",
                        "total = 0\nfor i in range(6_000_000):\n    total += i\nprint(total)\n"),
                python(
                        "nested",
                        """
                        def pairs(n):
                            count = 0
                            for a in range(n):
                                for b in range(n):
                                    if a * b == 12:
                                        count += 1
                            return count
                        print(pairs(2_000))
                        """),
                python(
                        "list",
                        """
                        words = [str(i) for i in range(2_000)]
                        found = []
                        for word in words:
                            count = 0
                            for other in words:
                                count += other.endswith(word)
                            found.append(count)
                        print(len(found))
                        """),
                python(
                        "enumerate",
                        """
                        rows = list(range(2_500))
                        total = 0
                        for index, row in enumerate(rows):
                            for other in rows:
                                total += row ^ other
                        print(index, total)
                        """),
                python(
                        "growing",
                        """
                        primes = []
                        for n in range(2, 18_000):
                            for p in primes:
                                if n % p == 0:
                                    break
                            else:
                                primes.append(n)
                        print(len(primes))
                        """),
                python(
                        "while",
                        """
                        i = 0
                        total = 0
                        limit = 4_000_000
                        while i < limit:
                            total += i
                            i += 1
                        print(total)
                        """),
                python(
                        "comprehension",
                        """
                        def inner(n):
                            return sum(k * k for k in range(n))
                        print(len([inner(800) for _ in range(9_000)]))
                        """),
                javaScript(
                        "for",
                        "let total = 0;\nfor (let i = 0; i < 9_000_000; i++) {\n  total += i;\n}\nconsole.log(total);\n"),
                javaScript(
                        "nested for of",
                        """
                        const words = Array.from({ length: 2500 }, (_, i) => `w${i}`);
                        let pairs = 0;
                        for (const a of words) {
                          for (const b of words) {
                            if (a.length + b.length === 7) pairs++;
                          }
                        }
                        console.log(pairs);
                        """),
                javaScript(
                        "while in a function",
                        """
                        function count(limit) {
                          let i = 0;
                          let sum = 0;
                          while (i < limit) {
                            sum += Math.sqrt(i);
                            i++;
                          }
                          return sum;
                        }
                        console.log(count(4_000_000));
                        """),
                javaScript(
                        "for over a length",
                        """
                        const values = Array.from({ length: 2000 }, (_, i) => i);
                        let best = 0;
                        for (let i = 0; i < values.length; i++) {
                          for (let j = 0; j < values.length; j++) {
                            best = Math.max(best, values[i] ^ values[j]);
                          }
                        }
                        console.log(best);
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void a_recommended_budget_does(String name, RuntimeType runtime, String code) {
        FuelAnalysis analysis = exhausted(runtime, code);

        assertThat(analysis.recommendedBudget()).as(analysis.toString()).isNotNull();
        long budget = Objects.requireNonNull(analysis.recommendedBudget());
        SandboxResult again = run(runtime, code, ExecutionPolicy.builder().fuelBudget(budget));

        assertThat(again.success()).as(again.metadata().fuelAnalysis().toString()).isTrue();
        assertThat(again.fuelConsumed().orElseThrow())
                .as("the estimate is no wild guess")
                .isGreaterThan(budget / 4);
    }

    static Stream<Arguments> no_budget_is_recommended_where_nothing_shows_an_end() {
        return Stream.of(
                python("while true", "count = 0\nwhile True:\n    count += 1\n"),
                python(
                        "never nearer",
                        "i = 0\nlimit = 10\nwhile i < limit:\n    i = (i + 1) % 5\n"),
                python(
                        "iterator without end",
                        "import itertools\nfor i in itertools.count():\n    pass\n"),
                python(
                        "inner loops that end in an outer one that does not",
                        "while True:\n    for i in range(1_000):\n        pass\n"),
                python(
                        "recursion",
                        "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(40))\n"),
                python("in C", "print(sum(range(10 ** 12)))\n"),
                javaScript("for ever", "let n = 0;\nfor (;;) {\n  n++;\n}\n"),
                javaScript("never nearer", "let i = 0;\nwhile (i < 10) {\n  i = (i + 1) % 5;\n}\n"),
                javaScript(
                        "recursion",
                        "const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));\nconsole.log(fib(40));\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void no_budget_is_recommended_where_nothing_shows_an_end(
            String name, RuntimeType runtime, String code) {
        FuelAnalysis analysis = exhausted(runtime, code);

        assertThat(analysis.recommendedBudget()).as(analysis.toString()).isNull();
        assertThat(analysis.recommendation()).contains("no larger budget is recommended");
    }

    @Test
    void the_loop_that_took_the_fuel_is_named_and_not_the_others() {
        FuelAnalysis analysis =
                exhausted(
                        RuntimeType.PYTHON,
                        """
                        names = []
                        for i in range(1_000):
                            names.append(i)

                        def slow(n):
                            found = 0
                            for k in range(n):
                                if k % 7 == 0:
                                    found += k
                            return found

                        print(slow(100_000_000))
                        """);

        assertThat(analysis.likelyCauses().get(0))
                .startsWith("When it was stopped, the program was in ");
        assertThat(analysis.likelyCauses().get(1))
                .startsWith("The loop of line 7 (`for k in range(n):`) took ")
                .matches(".* took (9\\d|100) %.*");
        assertThat(analysis.likelyCauses().toString()).doesNotContain("line 2 ");
    }

    @Test
    void work_in_c_counts_for_the_line_that_called_it() {
        FuelAnalysis analysis =
                exhausted(
                        RuntimeType.PYTHON,
                        """
                        seen = []
                        for number in range(100_000):
                            if number not in seen:
                                seen.append(number)
                        """);

        assertThat(analysis.likelyCauses().toString())
                .contains("The loop of line 2 (`for number in range(100_000):`)");
    }

    @Test
    void an_import_is_named_by_its_line() {
        String code =
                "x = 1\nimport pydoc, xmlrpc.client, unittest.mock, imaplib, doctest, mailbox\nprint(x)\n";
        long used =
                run(RuntimeType.PYTHON, code, ExecutionPolicy.builder())
                        .fuelConsumed()
                        .orElseThrow();

        FuelAnalysis analysis =
                run(
                                RuntimeType.PYTHON,
                                code,
                                ExecutionPolicy.builder().fuelBudget(used + used / 20))
                        .metadata()
                        .fuelAnalysis();

        assertThat(analysis.status()).isEqualTo(FuelAnalysis.Status.CRITICAL);
        assertThat(analysis.likelyCauses().toString())
                .contains("The import in line 2 (`import pydoc");
        assertThat(analysis.recommendedBudget()).isGreaterThan(used);
    }

    @Test
    void a_run_that_was_stopped_while_it_waited_tells_where() {
        ExecutionPolicy.Builder policy = ExecutionPolicy.builder().timeout(Duration.ofMillis(50));

        SandboxResult python =
                run(RuntimeType.PYTHON, "import time\nprint(1)\ntime.sleep(60)\n", policy);
        SandboxResult javaScript =
                run(RuntimeType.JAVASCRIPT, "console.log(1);\nos.sleep(60_000);\n", policy);

        assertThat(python.metadata().fuelAnalysis().likelyCauses().toString())
                .contains("line 3 (`time.sleep(60)`)");
        assertThat(javaScript.metadata().fuelAnalysis().likelyCauses().toString())
                .contains("line 2 (`os.sleep(60_000);`)");
    }

    @Test
    void deterministic_runs_tell_the_same() {
        List<String> programs =
                List.of(
                        "total = 0\nfor i in range(100_000_000):\n    total += i\n",
                        "def f(n):\n    return sum(k * k for k in range(n))\nwhile True:\n    f(100)\n    f(300)\n",
                        "let n = 0;\nfor (let i = 0; i < 1_000_000_000; i++) {\n  n += Math.sqrt(i);\n}\n");
        for (String code : programs) {
            RuntimeType runtime =
                    code.startsWith("let") ? RuntimeType.JAVASCRIPT : RuntimeType.PYTHON;
            ExecutionPolicy.Builder policy =
                    ExecutionPolicy.builder().fuelBudget(BUDGET).determinismSeed(7);

            FuelAnalysis first = run(runtime, code, policy).metadata().fuelAnalysis();
            FuelAnalysis second = run(runtime, code, policy).metadata().fuelAnalysis();

            assertThat(first).isEqualTo(second);
            assertThat(first.likelyCauses()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void workers_tell_it_too() {
        SandboxResult result =
                run(
                        RuntimeType.PYTHON,
                        "total = 0\nfor i in range(100_000_000):\n    total += i\n",
                        ExecutionPolicy.builder().fuelBudget(BUDGET),
                        Isolation.PROCESS);

        FuelAnalysis analysis = result.metadata().fuelAnalysis();
        assertThat(analysis.likelyCauses().toString()).contains("loop of line 2");
        assertThat(analysis.recommendedBudget()).isNotNull();
    }

    @Test
    void an_interpreter_that_lives_on_is_asked_in_each_run() {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .policy(ExecutionPolicy.builder().fuelBudget(BUDGET).build())
                        .autoPersistGlobals(true)
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            assertThat(sandbox.execute("for i in range(300_000): pass").success()).isTrue();
            assertThat(sandbox.execute("x = 1").metadata().fuelAnalysis().likelyCauses()).isEmpty();
            SandboxResult stopped = sandbox.execute("while x:\n    pass\n");

            assertThat(stopped.metadata().fuelAnalysis().likelyCauses().toString())
                    .contains("line 1 (`while x:`)");
        }
    }
}
