package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.Isolation;
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

/** How long does a run take of an interpreter that lives on and prints one line? */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, and calls open before anything else
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LiveCallBenchmark {
    /** The language. */
    @Param public RuntimeType language;

    /** Where it runs. */
    @Param public Isolation isolation;

    private Sandbox sandbox;

    /** Opens the sandbox; its session is in memory. */
    @Setup(Level.Trial)
    public void open() {
        sandbox =
                Sandbox.builder()
                        .runtime(language)
                        .isolation(isolation)
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .autoPersistGlobals(true)
                        .build();
        SandboxResult _ =
                Checks.success(
                        sandbox.execute(language == RuntimeType.PYTHON ? "n = 0" : "var n = 0"));
    }

    /** Closes the sandbox. */
    @TearDown(Level.Trial)
    public void close() {
        sandbox.close();
    }

    /** Goes on once. */
    @Benchmark
    public SandboxResult count() {
        return Checks.success(
                sandbox.execute(
                        language == RuntimeType.PYTHON
                                ? "n += 1; print(n)"
                                : "n += 1; console.log(n)"));
    }
}
