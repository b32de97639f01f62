package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the benchmarks of a run that prints one line have in common: in each language, and wherever it runs. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, and calls open before anything else
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public abstract class OneLineBenchmark {
    /** The language. */
    @Param public RuntimeType language;

    /** Where it runs. */
    @Param public Isolation isolation;

    /** What the benchmark opens, and runs in. */
    protected Sandbox sandbox;

    /** Prepares a sandbox with its session in memory. */
    protected final SandboxBuilder builder() {
        return Sandbox.builder()
                .runtime(language)
                .isolation(isolation)
                .storage(new MemoryStorageAdapter())
                .logger(SandboxLogger.none());
    }

    /** Closes the sandbox. */
    @TearDown(Level.Trial)
    public void close() {
        sandbox.close();
    }
}
