package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.core.guest.GuestMessages;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * One interpreter that lives on between runs, under the default limits and without files of its own. For one thread at a
 * time.
 */
public final class LiveTrial implements Diagnostics.LiveInterpreter {
    private static final ExecutionPolicy POLICY = ExecutionPolicy.defaults();

    private final String program;
    private final GuestClock clock = GuestClock.system();
    private final WasiPreview1 wasi;
    private final Instance instance;

    /** Starts an interpreter. */
    public LiveTrial(RuntimeType runtime) {
        LoadedGuest guest = LoadedGuest.of(runtime);
        program = POLICY.guestMountPath() + '/' + guest.language().codeFile();
        wasi = new WasiPreview1(guest.ownFiles(), config(new CappedOutput(0), new CappedOutput(0)));
        instance =
                onGuestThread(() ->
                        guest.forSession(new byte[0], POLICY.memoryBytes())
                                .guest()
                                .instantiate(wasi, clock, POLICY.memoryBytes()));
    }

    private WasiConfig config(CappedOutput stdout, CappedOutput stderr) {
        return WasiConfig.builder()
                .clocks(clock)
                .standardOutput(stdout)
                .standardError(stderr)
                .build();
    }

    @Override
    public String run(String code) {
        return onGuestThread(() -> runHere(code));
    }

    private String runHere(String code) {
        CappedOutput stdout = new CappedOutput((int) POLICY.stdoutMaxBytes());
        CappedOutput stderr = new CappedOutput((int) POLICY.stderrMaxBytes());
        wasi.reconfigure(config(stdout, stderr));
        GuestRequest request =
                new GuestRequest(
                        GuestRequest.Operation.EXECUTE,
                        Set.of(),
                        code.getBytes(StandardCharsets.UTF_8),
                        program,
                        "/",
                        List.of(program),
                        null);
        RunReport report =
                instance.run(
                        request.encode(),
                        new RunLimits(POLICY.fuelBudget(), null),
                        new RunControl(),
                        new GuestMessages());
        stdout.finish();
        stderr.finish();
        if (report.end() instanceof RunEnd.Returned(int exitCode) && exitCode == 0) {
            return stdout.text();
        }
        throw new IllegalArgumentException(
                "the code did not end well: " + report.end() + "\n" + stderr.text());
    }

    /** The same way over that every other run takes, so that times can be compared. */
    private static <T> T onGuestThread(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, ExecutionEngine.shared().threads()).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new SandboxExecutionException("the live interpreter failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        onGuestThread(() -> {
            instance.close();
            return true;
        });
    }
}
