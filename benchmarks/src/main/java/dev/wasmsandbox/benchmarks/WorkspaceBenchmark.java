package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StorageAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** How long does a run take that writes every file of its workspace anew, 1 KB each, stored in memory or on disk? */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, and calls open before anything else
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WorkspaceBenchmark {
    private static final String CODE =
            """
            import sys
            for i in range(int(sys.argv[1])):
                with open(f'{i}.txt', 'w') as file:
                    file.write(sys.argv[2] * 100)
            """;

    /** Where the sessions are kept. */
    public enum Storage {
        /** In this process. */
        MEMORY,
        /** In a temporary folder. */
        DISK
    }

    /** Where the session is kept. */
    @Param public Storage storage;

    /** How many files the workspace has. */
    @Param({"1", "100"})
    public int files;

    private Path folder;
    private Sandbox sandbox;
    private long runs;

    /**
     * Opens the sandbox.
     *
     * @throws IOException if there is no place for temporary files
     */
    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("workspace-benchmark");
        StorageAdapter adapter =
                switch (storage) {
                    case MEMORY -> new MemoryStorageAdapter();
                    case DISK -> new DiskStorageAdapter(folder);
                };
        sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(adapter)
                        .logger(SandboxLogger.none())
                        .build();
    }

    /**
     * Closes the sandbox and removes its files.
     *
     * @throws IOException if one of them cannot be removed
     */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        sandbox.close();
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    /** Runs once. The contents are new each time, so that no storage can find them unchanged. */
    @Benchmark
    public SandboxResult rewrite() {
        String content = String.format("%010d", runs++);
        return Checks.success(
                sandbox.execute(
                        ExecutionRequest.builder(CODE)
                                .arguments(Integer.toString(files), content)
                                .build()));
    }
}
