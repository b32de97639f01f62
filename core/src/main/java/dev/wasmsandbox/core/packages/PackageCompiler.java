package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compiles packages by the interpreter that will import them, in a sandbox: nobody knows who wrote them. */
final class PackageCompiler {
    private static final String SESSION = "packages";
    private static final String FOLDER = "package/";

    /** For 64 MiB of source; what is usual takes a hundredth of it. */
    private static final ExecutionPolicy POLICY =
            ExecutionPolicy.builder()
                    .fuelBudget(2_000_000_000_000L)
                    .memoryBytes(1L << 30)
                    .diskQuotaBytes(4 * SourceTree.MAX_BYTES)
                    .maxFiles(8 * SourceTree.MAX_FILES)
                    .build();

    private PackageCompiler() {}

    /**
     * Returns the files with their bytecode.
     *
     * @param place where programs will see them
     * @throws dev.wasmsandbox.InvalidRequestException if a module has the name of one that is there already
     */
    static SortedMap<String, byte[]> compile(PackageFiles files, String place) {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        Sessions sessions = Sessions.of(storage, SandboxLogger.none());
        sessions.open(SESSION);
        files.content()
                .forEach((path, content) ->
                        sessions.writeFile(SESSION, FOLDER + path, content, false));
        ExecutionRequest request =
                ExecutionRequest.builder(program()).arguments("compile.py", place).build();
        try (Sandbox sandbox = sandbox(storage)) {
            check(files, sandbox.execute(request));
        }
        SortedMap<String, byte[]> compiled = new TreeMap<>(files.content());
        for (String path : sessions.listFiles(SESSION, FOLDER + "**/*.pyc")) {
            compiled.put(path.substring(FOLDER.length()), sessions.readFile(SESSION, path));
        }
        return compiled;
    }

    private static Sandbox sandbox(MemoryStorageAdapter storage) {
        return Sandbox.builder()
                .runtime(RuntimeType.PYTHON)
                .storage(storage)
                .sessionId(SESSION)
                .policy(POLICY)
                .logger(SandboxLogger.none())
                .build();
    }

    private static void check(PackageFiles files, SandboxResult result) {
        if (!result.success()) {
            throw PackageProblem.of(
                    files.source(), "it cannot be compiled: " + result.stderr().strip());
        }
        List<String> taken =
                result.stdout()
                        .lines()
                        .filter(line -> line.startsWith("taken\t"))
                        .map(line -> line.substring("taken\t".length()))
                        .toList();
        if (!taken.isEmpty()) {
            throw PackageProblem.of(
                    files.source(),
                    "Python has a module "
                            + String.join(", ", taken)
                            + " here already, by itself or under /data/site-packages; programs can import that one");
        }
    }

    private static String program() {
        try (InputStream in = PackageCompiler.class.getResourceAsStream("compile.py")) {
            if (in == null) {
                throw new AssertionError("compile.py is not beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read compile.py", e);
        }
    }
}
