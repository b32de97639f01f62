package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This project's own: a sandbox of the public API, its workspace in memory, all limits on. */
final class OurInterpreter implements Competitor.Interpreter {
    private static final long PLENTY_OF_FUEL = 1_000_000_000_000L;

    private final Sandbox sandbox;

    OurInterpreter(RuntimeType language, Isolation isolation) {
        this.sandbox =
                Sandbox.builder()
                        .runtime(language)
                        .isolation(isolation)
                        .policy(ExecutionPolicy.builder().fuelBudget(PLENTY_OF_FUEL).build())
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .build();
    }

    /** Returns one that needs nothing of the workbench. */
    static Competitor competitor(String name, RuntimeType language, Isolation isolation) {
        return new Competitor(
                name,
                language,
                "all limits on",
                true,
                _ -> new OurInterpreter(language, isolation));
    }

    @Override
    public String version() {
        String key = sandbox.runtime() == RuntimeType.PYTHON ? "cpython" : "quickjs-ng";
        return String.valueOf(Diagnostics.versions().get(key));
    }

    @Override
    public Competitor.Ran run(Path program) {
        try {
            return run(Files.readString(program));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + program, e);
        }
    }

    /** Runs code. */
    Competitor.Ran run(String code) {
        long start = System.nanoTime();
        SandboxResult result = sandbox.execute(code);
        long nanos = System.nanoTime() - start;
        if (!result.success()) {
            throw new Missing("a run ended with " + result.outcome() + ": " + result.stderr());
        }
        return new Competitor.Ran(nanos, result.stdout());
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
