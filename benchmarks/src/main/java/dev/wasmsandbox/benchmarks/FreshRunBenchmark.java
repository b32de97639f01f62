package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.SandboxResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/** How long does a run take that gets a fresh interpreter and prints one line? */
public class FreshRunBenchmark extends OneLineBenchmark {
    /** Opens the sandbox; its session is in memory. */
    @Setup(Level.Trial)
    public void open() {
        sandbox = builder().build();
    }

    /** Runs once. */
    @Benchmark
    public SandboxResult hello() {
        return Checks.success(sandbox.execute("print('hello')"));
    }
}
