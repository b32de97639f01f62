package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.Guest;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.HostCalls;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.Metering;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A language on an engine with the meter or without: below the product, which always has it. */
public final class MeteredGuest {
    private static final long MEMORY_BYTES = 128_000_000;
    private static final RunLimits LIMITS =
            new RunLimits(1_000_000_000_000L, Duration.ofMinutes(10));

    private final ExecutionEngine engine;
    private final GuestBundle bundle;
    private final Guest guest;
    private final Map<String, DirectoryEntry> files = new LinkedHashMap<>();

    /** Loads a language into an engine. */
    public MeteredGuest(ExecutionEngine engine, GuestBundle bundle) {
        this.engine = engine;
        this.bundle = bundle;
        this.guest = engine.load(bundle);
        for (GuestBundle.Archive archive : bundle.archives()) {
            files.put(archive.mountPath(), open(archive));
        }
    }

    private DirectoryEntry open(GuestBundle.Archive archive) {
        try {
            return ArchiveTree.open(engine.archive(bundle, archive)).root();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the language's own files", e);
        }
    }

    /**
     * A run, and how long its stages took.
     *
     * @param output what it printed
     * @param startNanos from nothing to an interpreter that is ready
     * @param nanos of the guest's own work
     * @param endNanos until the memory is as it was
     */
    public record Timed(String output, long startNanos, long nanos, long endNanos) {}

    Metering metering() {
        return engine.metering();
    }

    /** Runs a program in a fresh interpreter. */
    public Timed run(CpuProgram program) {
        return CompletableFuture.supplyAsync(() -> runHere(program), engine.threads()).join();
    }

    private Timed runHere(CpuProgram program) {
        GuestClock clock = GuestClock.system();
        CappedOutput output = new CappedOutput(10_000);
        WasiConfig config =
                WasiConfig.builder()
                        .clocks(clock)
                        .standardOutput(output)
                        .standardError(output)
                        .build();
        GuestRequest request =
                new GuestRequest(
                        GuestRequest.Operation.EXECUTE,
                        Set.of(GuestRequest.Flag.LAST),
                        program.source(),
                        '/' + program.name(),
                        "/",
                        List.of(program.name()),
                        null);
        WasiPreview1 wasi = new WasiPreview1(tree(), config);
        long start = System.nanoTime();
        Instance instance = guest.instantiate(wasi, clock, MEMORY_BYTES);
        long ready = System.nanoTime();
        RunReport report;
        long end;
        try (instance) {
            report =
                    instance.run(
                            request.encode(),
                            LIMITS,
                            new RunControl(),
                            _ -> HostCalls.Refusal.UNKNOWN_TYPE);
            output.finish();
            end = System.nanoTime();
        }
        long closed = System.nanoTime();
        if (!(report.end() instanceof RunEnd.Returned(int code)) || code != 0) {
            throw new IllegalStateException(
                    program.name() + " ended with " + report.end() + ": " + output.text());
        }
        return new Timed(output.text(), ready - start, report.nanos(), closed - end);
    }

    private Tree tree() {
        Tree.Builder tree = Tree.builder();
        files.forEach((path, root) -> tree.mount(path, root, MountAccess.READ_ONLY));
        try {
            return tree.build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the language's own files", e);
        }
    }
}
