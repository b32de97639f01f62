package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.engine.GuestBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What may grow with what. */
final class CurveList {
    private static final String HELLO = StartPart.hello(RuntimeType.PYTHON);
    private static final int MIB = 1 << 20;
    private static final int MOST_LIVE = 1_000;

    private final Effort effort;

    CurveList(Effort effort) {
        this.effort = effort;
    }

    List<Curve> all() {
        List<Integer> counts = Curve.steps(1, effort.largestCount(), 10);
        SortedMap<Integer, String> images = images();
        List<Integer> bytes = Curve.steps(64, effort.largestBytes(), 8);
        int live = Math.min(MOST_LIVE, effort.largestCount());
        int mebibytes = Math.max(1, Math.min(64, effort.largestBytes() / (16 << 10)));
        return List.of(
                new Curve(
                        "a run, by its image",
                        "bytes of memory in the image",
                        1,
                        List.copyOf(images.keySet()),
                        size ->
                                opened(
                                        builder().build(),
                                        Objects.requireNonNull(images.get(size)),
                                        6)),
                new Curve(
                        "a run that leaves its files alone",
                        "files",
                        1,
                        counts,
                        files -> workspace(files, HELLO)),
                new Curve(
                        "a run that writes one file of many",
                        "files",
                        1,
                        counts,
                        files -> workspace(files, "open('f0', 'w').write('changed')\n" + HELLO)),
                new Curve(
                        "a run beside live sessions",
                        "live sessions",
                        0,
                        Curve.steps(1, live, 10),
                        CurveList::beside),
                new Curve("output", "bytes of output", 1, bytes, CurveList::output),
                new Curve("code", "bytes of code", 1, bytes, CurveList::code),
                new Curve(
                        "restore of a checkpoint and a run",
                        "MiB of state",
                        1,
                        Curve.steps(1, mebibytes, 4),
                        CurveList::restore),
                new Curve(
                        "fork of a live session and a run",
                        "MiB of state",
                        1,
                        Curve.steps(1, mebibytes, 4),
                        CurveList::fork));
    }

    private static SandboxBuilder builder() {
        return Sandbox.builder()
                .runtime(RuntimeType.PYTHON)
                .policy(
                        ExecutionPolicy.builder()
                                .fuelBudget(1_000_000_000_000L)
                                .memoryBytes(512L * MIB)
                                .maxFiles(1_000_000)
                                .diskQuotaBytes(1L << 30)
                                .build())
                .storage(new MemoryStorageAdapter())
                .logger(SandboxLogger.none());
    }

    private static Curve.Opened opened(Sandbox sandbox, String code, int outputBytes) {
        return new Curve.Opened(() -> run(sandbox, code, outputBytes), sandbox::close);
    }

    /** Runs a program and returns how many nanoseconds that took. */
    private static long run(Sandbox sandbox, String code, int outputBytes) {
        long start = System.nanoTime();
        SandboxResult result = sandbox.execute(code);
        long nanos = System.nanoTime() - start;
        if (!result.success() || result.stdout().length() != outputBytes) {
            throw new Missing(
                    "a run ended with "
                            + result.outcome()
                            + " and "
                            + result.stdout().length()
                            + " bytes of output: "
                            + result.stderr());
        }
        return nanos;
    }

    /**
     * Returns a program for each size of image. A program begins from the image that has most of what it names in imports; these are
     * never reached, so that all do the same.
     */
    private static SortedMap<Integer, String> images() {
        GuestBundle bundle = Language.of(RuntimeType.PYTHON).bundle();
        SortedMap<Integer, String> programs = new TreeMap<>();
        programs.put(Math.toIntExact(bundle.initialMemoryBytes()), HELLO);
        for (GuestBundle.ExtraImage image : bundle.extraImages()) {
            programs.put(
                    Math.toIntExact(image.memoryBytes()),
                    "if False:\n    import " + String.join(", ", image.modules()) + '\n' + HELLO);
        }
        return programs;
    }

    private static Curve.Opened workspace(int files, String code) {
        Sandbox sandbox = builder().build();
        long _ =
                run(
                        sandbox,
                        "for i in range("
                                + files
                                + "):\n    open(f'f{i}', 'w').write('x')\n"
                                + HELLO,
                        6);
        return opened(sandbox, code, 6);
    }

    private static Curve.Opened beside(int count) {
        List<Sandbox> live = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sandbox sandbox = builder().autoPersistGlobals(true).undoDepth(0).build();
            long _ = run(sandbox, HELLO, 6);
            live.add(sandbox);
        }
        Sandbox sandbox = builder().build();
        return new Curve.Opened(
                () -> run(sandbox, HELLO, 6),
                () -> {
                    live.forEach(Sandbox::close);
                    sandbox.close();
                });
    }

    private static Curve.Opened output(int bytes) {
        return opened(builder().build(), "print('x' * " + (bytes - 1) + ")", bytes);
    }

    private static Curve.Opened code(int bytes) {
        String line = "number = 1\n";
        return opened(builder().build(), line.repeat(bytes / line.length()) + HELLO, 6);
    }

    private static String filled(int mebibytes) {
        // Noise, since zeros would be compressed to nothing; in small pieces, which leave little
        // garbage behind.
        return """
        import random
        noise, state = random.Random(1), bytearray(%d)
        for i in range(0, len(state), 65536):
            state[i : i + 65536] = noise.randbytes(65536)
        %s
        """
                .formatted(mebibytes * MIB, HELLO);
    }

    private static Sandbox holding(int mebibytes) {
        Sandbox sandbox = builder().autoPersistGlobals(true).undoDepth(0).build();
        long _ = run(sandbox, filled(mebibytes), 6);
        return sandbox;
    }

    private static Curve.Opened restore(int mebibytes) {
        Checkpoint checkpoint;
        try (Sandbox sandbox = holding(mebibytes)) {
            checkpoint = sandbox.checkpoint();
        }
        return new Curve.Opened(
                () -> first(() -> builder().restore(checkpoint).undoDepth(0).build(), mebibytes),
                () -> {});
    }

    private static Curve.Opened fork(int mebibytes) {
        Sandbox sandbox = holding(mebibytes);
        return new Curve.Opened(() -> first(sandbox::fork, mebibytes), sandbox::close);
    }

    /** Opens a sandbox and runs a word in it; that it saves itself at its end does not count. */
    private static long first(Supplier<Sandbox> opener, int mebibytes) {
        long start = System.nanoTime();
        try (Sandbox sandbox = opener.get()) {
            long opening = System.nanoTime() - start;
            return opening
                    + run(
                            sandbox,
                            "print(len(state))",
                            String.valueOf(mebibytes * MIB).length() + 1);
        }
    }
}
