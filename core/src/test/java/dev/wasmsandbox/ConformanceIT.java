package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs whose output and exit code must be, to the byte, what the real interpreters give: tracebacks, syntax errors, exits, console output. The
 * expected files of Python come from a native CPython of the same version.
 */
class ConformanceIT {
    private static final Path PYTHON = Path.of("../guest-python/src/test/resources/conformance");
    private static final Path JAVASCRIPT = Path.of("../guest-javascript/src/test/resources/cases");

    /** One program tries every way to recurse in turn. */
    private static final long PLENTY_OF_FUEL = 100_000_000_000L;

    @TestFactory
    Stream<DynamicTest> python_programs_end_as_with_the_native_interpreter() throws IOException {
        return programs(PYTHON, ".py")
                .map(program ->
                        test(
                                RuntimeType.PYTHON,
                                program,
                                ".py",
                                ".expected-stdout",
                                ".expected-stderr"));
    }

    @TestFactory
    Stream<DynamicTest> javascript_programs_end_as_written_down() throws IOException {
        return programs(JAVASCRIPT, ".js")
                .map(program -> test(RuntimeType.JAVASCRIPT, program, ".js", ".stdout", ".stderr"));
    }

    private static Stream<Path> programs(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> programs =
                    files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
            assertThat(programs).hasSizeGreaterThan(20);
            return programs.stream();
        }
    }

    private static DynamicTest test(
            RuntimeType runtime, Path program, String suffix, String stdout, String stderr) {
        String name = program.getFileName().toString();
        String stem = name.substring(0, name.length() - suffix.length());
        return DynamicTest.dynamicTest(
                stem,
                () -> {
                    SandboxResult result = run(runtime, Files.readAllBytes(program));
                    assertSoftly(softly -> {
                        softly.assertThat(asNative(result.stdout(), name))
                                .isEqualTo(expected(program.resolveSibling(stem + stdout)));
                        softly.assertThat(asNative(result.stderr(), name))
                                .isEqualTo(expected(program.resolveSibling(stem + stderr)));
                        softly.assertThat(result.exitCode())
                                .isEqualTo(exitCode(program.resolveSibling(stem + ".exit")));
                    });
                });
    }

    /** The native Python ran each program under its own name, and its objects live at other addresses. */
    private static String asNative(String output, String name) {
        return output.replace("/app/user_code.py", "/app/" + name)
                .replaceAll("0x[0-9a-f]+>", "0x…>");
    }

    private static SandboxResult run(RuntimeType runtime, byte[] code) {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .fuelBudget(PLENTY_OF_FUEL)
                        // In which order timers fire must not depend on what else the machine does.
                        .determinism(runtime == RuntimeType.JAVASCRIPT)
                        .build();
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .policy(policy)
                        .storage(new MemoryStorageAdapter())
                        .build()) {
            return sandbox.execute(ExecutionRequest.builder(code).build());
        }
    }

    private static String expected(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static int exitCode(Path file) {
        String text = expected(file).strip();
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
