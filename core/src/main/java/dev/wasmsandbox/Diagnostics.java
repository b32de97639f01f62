package dev.wasmsandbox;

import dev.wasmsandbox.core.guest.Inspection;
import dev.wasmsandbox.core.live.LiveTrial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what this installation consists of and what it found on this machine.
 *
 * <p>For programs that help people to find out why something does not work: nothing here throws because a part is
 * missing; its place in the answer says so.
 */
public final class Diagnostics {
    private Diagnostics() {}

    /** Returns the versions of what takes part in a run, by name: java, wasmtime, cpython, quickjs-ng and so on. */
    public static Map<String, String> versions() {
        return Inspection.versions();
    }

    /**
     * Returns what is known about the machine, the guests, the way memory is reset, and the cache, as plain maps,
     * strings and numbers under snake_case keys.
     */
    public static Map<String, @Nullable Object> inspect() {
        return Inspection.inspect();
    }

    /** An interpreter that stays alive between runs, so that a later one sees what an earlier one left. */
    public interface LiveInterpreter extends AutoCloseable {
        /**
         * Runs code and returns what it wrote to standard output.
         *
         * @throws IllegalArgumentException if it does not end by itself with exit code 0
         */
        String run(String code);

        /** Ends the interpreter. */
        @Override
        void close();
    }

    /**
     * Starts an interpreter to measure what a run costs when its interpreter is there already. It has the default limits,
     * no session and no files.
     *
     * @throws SandboxException if the language cannot be run here
     */
    public static LiveInterpreter live(RuntimeType runtime) {
        return new LiveTrial(runtime);
    }

    /**
     * Makes what the first run of a language would otherwise have to make: machine code for this processor. Takes
     * seconds the first time, and next to nothing after that.
     *
     * @throws SandboxException if the language cannot be run here
     */
    public static void prepare(RuntimeType runtime) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .build()) {
            sandbox.execute("");
        }
    }
}
