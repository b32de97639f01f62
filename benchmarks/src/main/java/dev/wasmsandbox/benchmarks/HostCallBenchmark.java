package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a call from the guest to the host cost?
 *
 * <p>A loop of 1,000 calls in Python, once of a function that stays in the guest, once of one that asks the host for the
 * time. The difference is that of 1,000 calls of {@code clock_time_get}.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, and calls open before anything else
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HostCallBenchmark {
    /** The function that is called. */
    @Param({"int", "time.monotonic_ns"})
    public String function;

    private Sandbox sandbox;
    private String code;

    /** Opens the sandbox; its session is in memory. */
    @Setup(Level.Trial)
    public void open() {
        sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .build();
        code = "import time\nfunction = %s\nfor _ in range(1000): function()".formatted(function);
    }

    /** Closes the sandbox. */
    @TearDown(Level.Trial)
    public void close() {
        sandbox.close();
    }

    /** Runs the loop once. */
    @Benchmark
    public SandboxResult thousandCalls() {
        return Checks.success(sandbox.execute(code));
    }
}
