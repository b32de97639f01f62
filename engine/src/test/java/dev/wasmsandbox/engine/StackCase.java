package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.InputSource;
import dev.wasmsandbox.wasi.OutputSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * One way into the host from the deepest place that a guest can get to.
 *
 * @param name for messages
 * @param operation what {@code stack.wat} calls
 * @param path the path that it gives
 * @param atEachLevel whether it calls on every level on the way too
 * @param javaOverflows whether the host's code uses up the whole stack: nothing can be left then, but nothing may break
 * @param sink hears what the guest writes
 * @param input gives what it reads
 * @param calls answers its messages
 * @param errno what the call is to give; {@link #HOST_FAILS} if it is to end the run
 */
record StackCase(
        String name,
        int operation,
        String path,
        boolean atEachLevel,
        boolean javaOverflows,
        OutputSink sink,
        InputSource input,
        HostCalls calls,
        int errno) {
    static final int HOST_FAILS = -1;
    static final int EIO = 29;

    static final int NOTHING = 0;
    static final int CLOCK = 1;
    static final int WRITE = 2;
    static final int READ = 3;
    static final int OPEN = 4;
    static final int RENAME = 5;
    static final int SYMLINK = 6;
    static final int STAT = 7;
    static final int POLL = 8;
    static final int CALL = 9;

    /** What an application's own code on top of a call may need: formatting, collections, streams, an exception with its trace. */
    private static final int APPLICATION_FRAMES = 500;

    static StackCase of(String name, int operation) {
        return new StackCase(
                name,
                operation,
                "x",
                false,
                false,
                OutputSink.discarding(),
                InputSource.empty(),
                _ -> HostCalls.Refusal.UNKNOWN_TYPE,
                0);
    }

    StackCase path(String value) {
        return new StackCase(
                name, operation, value, atEachLevel, javaOverflows, sink, input, calls, errno);
    }

    StackCase everywhere() {
        return new StackCase(
                name + ", at each level",
                operation,
                path,
                true,
                javaOverflows,
                sink,
                input,
                calls,
                errno);
    }

    StackCase overflowing() {
        return new StackCase(name, operation, path, atEachLevel, true, sink, input, calls, errno);
    }

    StackCase sink(OutputSink value) {
        return new StackCase(
                name, operation, path, atEachLevel, javaOverflows, value, input, calls, errno);
    }

    StackCase input(InputSource value) {
        return new StackCase(
                name, operation, path, atEachLevel, javaOverflows, sink, value, calls, errno);
    }

    StackCase calls(HostCalls value) {
        return new StackCase(
                name, operation, path, atEachLevel, javaOverflows, sink, input, value, errno);
    }

    StackCase ending(int value) {
        return new StackCase(
                name, operation, path, atEachLevel, javaOverflows, sink, input, calls, value);
    }

    CappedOutput output() {
        return new CappedOutput(1 << 20, sink);
    }

    /** As much stack as an application's own listener or tool could want, and work on top of it. */
    static int applicationWork(int frames) {
        if (frames > 0) {
            return applicationWork(frames - 1) + 1;
        }
        Map<String, Integer> words = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            words.merge(String.format("%s-%05d", "word", i), i, Integer::sum);
        }
        return words.values().stream().sorted().mapToInt(Integer::intValue).sum();
    }

    static int applicationWork() {
        return applicationWork(APPLICATION_FRAMES);
    }

    /** Java that calls itself for ever. */
    static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    /** An answer as long as answers may be. */
    static byte[] longest() {
        return new byte[HostCallPort.MAX_MESSAGE_BYTES];
    }

    static IOException failure() {
        return new IOException("as wanted, " + applicationWork());
    }
}
