package dev.wasmsandbox;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The ways in which the runs of {@link SoakProgram} end, with a cheap program for each in both languages. */
enum SoakEnding {
    /** Runs to its end, and would see what a run before it has left. */
    FRESH(
            "print('left' in globals(), 'left' in vars(__builtins__)); left = __builtins__.left = 1",
            "print(typeof left, typeof Object.left); globalThis.left = Object.left = 1"),
    OUT_OF_FUEL("while True: pass", "for (;;);"),
    TIMEOUT("while True: pass", "for (;;);"),
    MEMORY(
            "blocks = []\nwhile True: blocks.append(bytes(4 << 20))",
            "const blocks = []; for (;;) blocks.push(new Uint8Array(4 << 20));"),
    RECURSION("def deeper(): deeper()\ndeeper()", "function deeper() { deeper(); } deeper();"),
    EXIT("import sys; sys.exit(7)", "std.exit(7);"),
    UNCAUGHT_ERROR("1 / 0", "null.nothing;"),
    HOST_FAILURE("print('heard'); print('not reached')", "print('heard'); print('not reached');"),
    /** The caller is interrupted while the guest runs. */
    INTERRUPTED("print('runs')\nwhile True: pass", "print('runs'); for (;;);"),
    /** The caller's future is cancelled while the guest runs. */
    CANCELLED("print('runs')\nwhile True: pass", "print('runs'); for (;;);");

    /** Enough for every program here that does not run forever. */
    private static final long FUEL = 5_000_000_000L;

    private static final long LITTLE_FUEL = 1_000_000;
    private static final long MEMORY_BYTES = 32 << 20;
    private static final Duration SHORT_TIME = Duration.ofMillis(2);

    private final String python;
    private final String javascript;

    SoakEnding(String python, String javascript) {
        this.python = python;
        this.javascript = javascript;
    }

    ExecutionPolicy policy() {
        return ExecutionPolicy.builder()
                .memoryBytes(MEMORY_BYTES)
                .fuelBudget(this == OUT_OF_FUEL ? LITTLE_FUEL : FUEL)
                .build();
    }

    /** Runs the program once; returns how it ended, in one line. */
    String run(Sandbox sandbox) throws InterruptedException {
        ExecutionRequest.Builder request =
                ExecutionRequest.builder(
                        sandbox.runtime() == RuntimeType.PYTHON ? python : javascript);
        return switch (this) {
            case TIMEOUT -> execute(sandbox, request.timeout(SHORT_TIME));
            case HOST_FAILURE ->
                    execute(
                            sandbox,
                            request.outputListener((channel, bytes) -> {
                                throw new IllegalStateException("expected");
                            }));
            case INTERRUPTED -> interrupted(sandbox, request);
            case CANCELLED -> cancelled(sandbox, request);
            default -> execute(sandbox, request);
        };
    }

    private static String execute(Sandbox sandbox, ExecutionRequest.Builder request) {
        SandboxResult result = sandbox.execute(request.build());
        return switch (result.outcome()) {
            case Outcome.Completed() -> "completed: " + result.stdout().strip();
            case Outcome.GuestError(ErrorReport error) -> "error: " + error.name();
            case Outcome.Exited(int code) -> "exited: " + code;
            case Outcome.LimitReached(TrapReason reason, String _) -> "limit: " + reason.id();
            case Outcome.Trapped(TrapReason reason, String message) ->
                    "trapped: " + reason.id() + ": " + message;
            case Outcome.Cancelled() -> "cancelled";
            case Outcome.HostFailure(String _, Throwable cause) -> "host: " + cause;
            case Outcome.WorkerLost _ -> "worker lost";
        };
    }

    /** The guest's first output is what interrupts, so that no run is interrupted before it began or not at all. */
    private static String interrupted(Sandbox sandbox, ExecutionRequest.Builder request) {
        Thread caller = Thread.currentThread();
        String ending =
                execute(sandbox, request.outputListener((channel, bytes) -> caller.interrupt()));
        return Thread.interrupted() ? ending : ending + ", without an interrupt";
    }

    private static String cancelled(Sandbox sandbox, ExecutionRequest.Builder request)
            throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        CompletableFuture<SandboxResult> future =
                sandbox.executeAsync(
                        request.outputListener((channel, bytes) -> runs.countDown()).build());
        runs.await();
        future.cancel(true);
        try {
            return "not cancelled: " + future.join().outcome();
        } catch (CancellationException e) {
            return "cancelled";
        }
    }

    /** Returns what {@link #run} has to return. */
    String expected(RuntimeType runtime) {
        boolean python = runtime == RuntimeType.PYTHON;
        return switch (this) {
            case FRESH -> python ? "completed: False False" : "completed: undefined undefined";
            case OUT_OF_FUEL -> "limit: out_of_fuel";
            case TIMEOUT -> "limit: timeout";
            case MEMORY -> python ? "error: MemoryError" : "error: InternalError";
            case RECURSION -> python ? "error: RecursionError" : "error: RangeError";
            case EXIT -> "exited: 7";
            case UNCAUGHT_ERROR -> python ? "error: ZeroDivisionError" : "error: TypeError";
            case HOST_FAILURE -> "host: java.lang.IllegalStateException: expected";
            case INTERRUPTED, CANCELLED -> "cancelled";
        };
    }
}
