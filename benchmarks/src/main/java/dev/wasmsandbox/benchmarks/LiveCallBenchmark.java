package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/** How long does a run take of an interpreter that lives on and prints one line? */
public class LiveCallBenchmark extends OneLineBenchmark {
    /** Opens the sandbox; its session is in memory. */
    @Setup(Level.Trial)
    public void open() {
        sandbox = builder().autoPersistGlobals(true).build();
        SandboxResult _ =
                Checks.success(
                        sandbox.execute(language == RuntimeType.PYTHON ? "n = 0" : "var n = 0"));
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
