package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Functions of the interpreter that are written in C end in a result or an exception, whatever they are given: a trap would be
 * an end of the run that no program can catch. In the gate some of the calls are made, with {@code gate.long} all of them.
 */
class OddCallsIT {
    private static final boolean LONG = Boolean.getBoolean("gate.long");
    private static final int DENSITY = LONG ? 6 : 1;

    /** How many targets one run works on, and how many it leaves out before the next. */
    private static final int CHUNK = 250;

    private static final int STRIDE = LONG ? CHUNK : 10 * CHUNK;

    private static final ExecutionPolicy POLICY =
            ExecutionPolicy.builder()
                    .fuelBudget(40_000_000_000L)
                    .memoryBytes(256 << 20)
                    .determinism(true)
                    .build();

    private static final GeneratedDocument DOCUMENT =
            new GeneratedDocument(Path.of("../docs/python.md"));

    /** Where a run stands: the numbers of a target and of a call of it. */
    private record Place(int target, int call) {
        boolean isBehind(Place other) {
            return target > other.target || (target == other.target && call > other.call);
        }
    }

    @Test
    void no_call_with_odd_arguments_ends_in_a_trap() {
        List<String> traps = new ArrayList<>();
        int targets = sweep(0, 0, traps);
        for (int first = STRIDE; first < targets; first += STRIDE) {
            sweep(first, 0, traps);
        }

        assertThat(targets).isGreaterThan(5_000);
        assertThat(traps).isEmpty();
    }

    /** Works on a chunk, again from behind each call that ended a run. Returns how many targets there are. */
    private static int sweep(int first, int call, List<String> traps) {
        Place next = new Place(first, call);
        for (; ; ) {
            MemoryStorageAdapter storage = new MemoryStorageAdapter();
            try (Sandbox sandbox = LibraryScripts.sandbox(POLICY, storage)) {
                SandboxResult result =
                        LibraryScripts.run(
                                sandbox,
                                "functions.py",
                                Integer.toString(next.target),
                                Integer.toString(next.call),
                                Integer.toString(first + CHUNK - next.target),
                                Integer.toString(DENSITY));
                // Behind the last call of a chunk there is none to tell of.
                if (isDone(result)) {
                    return Integer.parseInt(result.stdout().strip());
                }
                String last = lastCall(storage, sandbox, result);
                note(result, last, traps);
                Place place = place(last);
                assertThat(place.equals(next) || place.isBehind(next)).as(last).isTrue();
                next = new Place(place.target, place.call + 1);
            }
        }
    }

    /** What the script was about to do last. */
    private static String lastCall(StorageAdapter storage, Sandbox sandbox, SandboxResult result) {
        try {
            return new String(
                    Sessions.of(storage).readFile(sandbox.sessionId(), "at"),
                    StandardCharsets.UTF_8);
        } catch (StorageException e) {
            throw new AssertionError(
                    "a run told no call: " + result.outcome() + "\n" + result.stderr(), e);
        }
    }

    private static boolean isDone(SandboxResult result) {
        return result.success() && result.stdout().strip().matches("\\d+");
    }

    /** A call may take all the fuel there is, end the process, or break what the script needs: that is no trap. */
    private static void note(SandboxResult result, String last, List<String> traps) {
        boolean trapped =
                switch (result.outcome()) {
                    case Outcome.Completed _, Outcome.GuestError _, Outcome.Exited _ -> false;
                    case Outcome.LimitReached(TrapReason reason, String _) ->
                            reason != TrapReason.OUT_OF_FUEL;
                    case Outcome.Trapped _,
                            Outcome.Cancelled _,
                            Outcome.HostFailure _,
                            Outcome.WorkerLost _ ->
                            true;
                };
        if (trapped) {
            traps.add(result.outcome() + " at " + last);
        }
    }

    private static Place place(String last) {
        String[] words = last.split(" ", 3);
        return new Place(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }

    private static final List<String> OVERFLOWS = new ArrayList<>();

    /** What is nested 100,000 deep ends in an exception, or overflows the native stack where the document says so. */
    @TestFactory
    List<DynamicTest> deep_structures_end_in_an_exception_or_a_known_overflow() {
        List<String> programs = LibraryScripts.lines("depths.txt");
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < programs.size(); i += LONG || GeneratedDocument.writing() ? 1 : 7) {
            String program = programs.get(i);
            tests.add(DynamicTest.dynamicTest(program, () -> goesDeep(program)));
        }
        if (LONG || GeneratedDocument.writing()) {
            tests.add(
                    DynamicTest.dynamicTest(
                            "the document lists them",
                            () ->
                                    DOCUMENT.check(
                                            "overflows",
                                            OVERFLOWS.stream()
                                                    .map(OddCallsIT::item)
                                                    .collect(joining("\n")))));
        }
        return tests;
    }

    private static void goesDeep(String program) {
        SandboxResult result;
        try (Sandbox sandbox = LibraryScripts.sandbox(POLICY)) {
            result = sandbox.execute("N = 100_000\n" + program.replace("\\n", "\n"));
        }
        switch (result.outcome()) {
            case Outcome.Completed _, Outcome.GuestError _ -> {}
            case Outcome.LimitReached(TrapReason reason, String _) -> {
                assertThat(reason).isIn(TrapReason.STACK_OVERFLOW, TrapReason.OUT_OF_FUEL);
                if (reason == TrapReason.STACK_OVERFLOW) {
                    OVERFLOWS.add(program);
                    if (!GeneratedDocument.writing()) {
                        assertThat(DOCUMENT.part("overflows")).contains(item(program));
                    }
                }
            }
            default -> throw new AssertionError(result.outcome());
        }
    }

    private static String item(String program) {
        return "- `" + program.replace("\\n", "; ") + "`";
    }

    private static String output(String code) {
        try (Sandbox sandbox = LibraryScripts.sandbox(POLICY)) {
            return quiet(sandbox.execute(code)).stdout();
        }
    }

    @Test
    void clocks_that_do_not_exist_are_an_error_of_the_program() {
        assertThat(
                        output(
                                """
                                import time
                                print(time.CLOCK_REALTIME, time.CLOCK_MONOTONIC)
                                print(abs(time.clock_gettime(time.CLOCK_REALTIME) - time.time()) < 5, time.clock_getres(1) > 0)
                                print(abs(time.clock_gettime_ns(time.CLOCK_MONOTONIC) - time.monotonic_ns()) < 5e9)
                                errors = set()
                                for clock in -1, 2, 3, 4, 1000, 65536, 2**31 - 1, -2**31, 2**40, "0", None:
                                    for ask in time.clock_gettime, time.clock_gettime_ns, time.clock_getres:
                                        try:
                                            ask(clock)
                                        except (OSError, TypeError) as error:
                                            errors.add(f"{type(error).__name__} {error.args[0]}"[:24])
                                print(sorted(errors))
                                """))
                .isEqualTo(
                        """
                        0 1
                        True True
                        True
                        ['OSError 28', 'TypeError clk_id should ']
                        """);
    }

    @Test
    void calls_with_defaults_meet_the_recursion_limit() {
        assertThat(
                        output(
                                """
                                def one(x, y=1): return one(x)
                                class A:
                                    def two(self, y=1): return self.two()
                                    def three(self, y=1): return bound()
                                bound = A().three
                                for function in lambda: one(1), A().two, bound:
                                    try:
                                        function()
                                    except RecursionError as error:
                                        print(error)
                                """))
                .isEqualTo("maximum recursion depth exceeded\n".repeat(3));
    }
}
