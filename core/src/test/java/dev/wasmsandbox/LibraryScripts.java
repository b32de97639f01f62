package dev.wasmsandbox;

import dev.wasmsandbox.core.text.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tests of Python's standard library share: scripts that run in the guest, and CPython's own tests. */
final class LibraryScripts {
    private static final Path FOLDER = Path.of("../guest-python/src/test/resources/library");
    private static final Path TESTS = Path.of("../guest-python/target/guest/tests.zip");

    /** Where the guest sees CPython's own tests, and what its documentation names. */
    static final Mount TESTS_MOUNT = Mount.archive(TESTS, "/regression");

    private LibraryScripts() {}

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file, without empty ones. */
    static List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The archive of CPython's own tests. */
    static Path tests() {
        return TESTS;
    }

    static Sandbox sandbox(ExecutionPolicy policy) {
        return sandbox(policy, new MemoryStorageAdapter());
    }

    static Sandbox sandbox(ExecutionPolicy policy, StorageAdapter storage) {
        return Sandbox.builder()
                .runtime(RuntimeType.PYTHON)
                .policy(policy)
                .storage(storage)
                .build();
    }

    static SandboxResult run(Sandbox sandbox, String script, String... arguments) {
        return sandbox.execute(
                ExecutionRequest.builder(bytes(script)).arguments(arguments).build());
    }

    /** The JSON object that a script printed. */
    static Map<String, @Nullable Object> printed(SandboxResult result) {
        if (!result.success()) {
            throw new AssertionError(result.outcome() + "\n" + result.stderr());
        }
        return Json.readObject(result.stdout().getBytes(StandardCharsets.UTF_8));
    }
}
