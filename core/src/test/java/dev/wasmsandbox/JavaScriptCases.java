package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.core.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** Files of self-checking cases in JavaScript, beside the guest's sources: each runs as one program in a fresh sandbox. */
final class JavaScriptCases {
    private static final Path RESOURCES = Path.of("../guest-javascript/src/test/resources");
    private static final String HARNESS = "std.loadScript('/app/harness.js'); ";

    /** Some cases recurse, search or allocate until they are stopped. */
    private static final long PLENTY_OF_FUEL = 50_000_000_000L;

    /**
     * What a case showed.
     *
     * @param name what it is about
     * @param instead for what is absent, what to use; empty otherwise
     * @param failure what went wrong; empty if nothing did
     */
    record Case(String name, String instead, String failure) {}

    private JavaScriptCases() {}

    /** The files of a folder, sorted. */
    static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".js")).sorted().toList();
        }
    }

    /** One file. */
    static Path file(String name) {
        return RESOURCES.resolve(name);
    }

    /** What the comment in a file's first line says. */
    static String headline(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElseThrow().substring("// ".length());
        }
    }

    /** One test for each case of a file. */
    static Stream<DynamicTest> tests(Path file) throws IOException {
        return run(file).stream()
                .map(shown ->
                        DynamicTest.dynamicTest(
                                file.getFileName() + ": " + shown.name(),
                                () -> assertThat(shown.failure()).isEmpty()));
    }

    /** Runs a file's cases. */
    static List<Case> run(Path file) throws IOException {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        ExecutionPolicy policy = ExecutionPolicy.builder().fuelBudget(PLENTY_OF_FUEL).build();
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.JAVASCRIPT)
                        .storage(storage)
                        .policy(policy)
                        .build()) {
            Sessions.of(storage, SandboxLogger.none())
                    .writeFile(
                            sandbox.sessionId(),
                            "harness.js",
                            Files.readString(RESOURCES.resolve("harness.js")),
                            true);
            // In one line with the code, so that the lines of errors are those of the file.
            SandboxResult result = sandbox.execute(HARNESS + Files.readString(file));
            assertThat(result.stderr()).as("standard error of " + file).isEmpty();
            List<Case> cases = result.stdout().lines().map(JavaScriptCases::read).toList();
            assertThat(cases).as("cases of " + file).isNotEmpty();
            return cases;
        }
    }

    private static Case read(String line) {
        Map<String, @Nullable Object> fields =
                Json.readObject(line.getBytes(StandardCharsets.UTF_8));
        return new Case(
                text(fields.get("name")), text(fields.get("instead")), text(fields.get("failure")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : (String) value;
    }
}
