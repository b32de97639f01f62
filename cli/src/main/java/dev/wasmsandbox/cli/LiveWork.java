package dev.wasmsandbox.cli;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;

/**
 * What is done to an interpreter that lives on beside runs, each timed alone: a copy, a checkpoint as bytes, and going on from one up
 * to the first output. What the measured interpreter holds is a few variables and one function.
 */
final class LiveWork implements AutoCloseable {
    private final RuntimeType runtime;
    private final MemoryStorageAdapter storage = new MemoryStorageAdapter();
    private final Sandbox parent;
    private final byte[] checkpoint;

    LiveWork(RuntimeType runtime) {
        this.runtime = runtime;
        parent = builder().runtime(runtime).autoPersistGlobals(true).build();
        run(
                parent,
                runtime == RuntimeType.PYTHON
                        ? "rows = [{'n': n} for n in range(100)]\ndef total(): return sum(r['n'] for r in rows)\nprint(total())"
                        : "globalThis.rows = Array.from({length: 100}, (_, n) => ({n}));"
                                + " globalThis.total = () => rows.reduce((sum, row) => sum + row.n, 0); console.log(total())");
        checkpoint = parent.checkpoint().toBytes();
    }

    private SandboxBuilder builder() {
        return Sandbox.builder().storage(storage).logger(SandboxLogger.none());
    }

    private static void run(Sandbox sandbox, String code) {
        String output = sandbox.execute(code).stdout();
        if (!output.equals("4950\n")) {
            throw new IllegalStateException(
                    "an interpreter printed '" + output + "' instead of 4950");
        }
    }

    /** Copies the session; returns the nanoseconds that it took. */
    long fork() {
        long start = System.nanoTime();
        Sandbox child = parent.fork();
        long elapsed = System.nanoTime() - start;
        end(child);
        return elapsed;
    }

    /** Makes a checkpoint with files, compressed; returns the nanoseconds that it took. */
    long checkpoint() {
        // A run first: what did not change since the last checkpoint would be known already.
        run(parent, code());
        long start = System.nanoTime();
        byte[] bytes = parent.checkpoint().toBytes();
        long elapsed = System.nanoTime() - start;
        if (bytes.length == 0) {
            throw new IllegalStateException("a checkpoint has no bytes");
        }
        return elapsed;
    }

    /** Goes on from the bytes of a checkpoint in a new session; returns the nanoseconds up to the output of its first run. */
    long restore() {
        long start = System.nanoTime();
        Sandbox restored = builder().restore(Checkpoint.of(checkpoint)).build();
        run(restored, code());
        long elapsed = System.nanoTime() - start;
        end(restored);
        return elapsed;
    }

    private String code() {
        return runtime == RuntimeType.PYTHON ? "print(total())" : "console.log(total())";
    }

    private void end(Sandbox sandbox) {
        sandbox.close();
        boolean _ = storage.delete(sandbox.sessionId());
    }

    @Override
    public void close() {
        parent.close();
    }
}
