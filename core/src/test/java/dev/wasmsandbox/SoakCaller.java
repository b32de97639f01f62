package dev.wasmsandbox;

import java.util.EnumMap;
import java.util.Map;

/** One caller's sandboxes: one for each language and ending, each replaced by one with a new session now and then. */
final class SoakCaller implements AutoCloseable {
    private static final int RUNS_PER_SESSION = 100;

    private final StorageAdapter storage;
    private final Map<RuntimeType, Map<SoakEnding, Used>> open = new EnumMap<>(RuntimeType.class);

    private static final class Used {
        final Sandbox sandbox;
        int runs;

        Used(Sandbox sandbox) {
            this.sandbox = sandbox;
        }
    }

    SoakCaller(StorageAdapter storage) {
        this.storage = storage;
    }

    /**
     * Runs once.
     *
     * @throws AssertionError if the run did not end as it should
     */
    void run(RuntimeType runtime, SoakEnding ending) throws InterruptedException {
        Map<SoakEnding, Used> sandboxes =
                open.computeIfAbsent(runtime, _ -> new EnumMap<>(SoakEnding.class));
        Used used = sandboxes.computeIfAbsent(ending, _ -> new Used(sandbox(runtime, ending)));
        String actual = ending.run(used.sandbox);
        String expected = ending.expected(runtime);
        if (!actual.equals(expected)) {
            throw new AssertionError(
                    runtime
                            + " "
                            + ending
                            + " ended with \""
                            + actual
                            + "\" instead of \""
                            + expected
                            + '"');
        }
        if (++used.runs == RUNS_PER_SESSION) {
            sandboxes.remove(ending);
            discard(used.sandbox);
        }
    }

    private Sandbox sandbox(RuntimeType runtime, SoakEnding ending) {
        return Sandbox.builder()
                .runtime(runtime)
                .policy(ending.policy())
                .storage(storage)
                .logger(SandboxLogger.none())
                .build();
    }

    private void discard(Sandbox sandbox) {
        // Waits its turn behind a cancelled run, which would else store files into a deleted
        // session.
        sandbox.validateCode("");
        sandbox.close();
        storage.delete(sandbox.sessionId());
    }

    @Override
    public void close() {
        open.values()
                .forEach(sandboxes -> sandboxes.values().forEach(used -> discard(used.sandbox)));
        open.clear();
    }
}
