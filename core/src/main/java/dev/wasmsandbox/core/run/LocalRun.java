package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run in this process: workspace loaded, fresh interpreter, limits, outcome, changes committed.
 *
 * <p>Runs on a guest thread, once.
 */
final class LocalRun implements GuestRun {
    private final SessionContext context;
    private final LoadedGuest guest;
    private final ExecutionRequest request;
    private final RunControl control;
    private @Nullable RunResources resources;
    private @Nullable Instance instance;

    LocalRun(
            SessionContext context,
            LoadedGuest guest,
            ExecutionRequest request,
            RunControl control) {
        this.context = context;
        this.guest = guest;
        this.request = request;
        this.control = control;
    }

    @Override
    public RunFacts run(Instant now) {
        long memoryBytes = context.policy().memoryBytes();
        GuestTime time = GuestTime.begin(context.policy());
        RunResources opened = RunResources.open(context, guest, request, time, false);
        resources = opened;
        Instance fresh =
                guest.forProgram(request.code(), opened::hasModule, memoryBytes)
                        .guest()
                        .instantiate(opened.wasi(), time.clock(), memoryBytes);
        instance = fresh;
        RunReport report = opened.runLast(fresh, control);
        return opened.finish(report, now);
    }

    @Override
    public void tidyUp() {
        if (instance != null) {
            instance.close();
        }
        if (resources != null) {
            resources.close();
        }
    }
}
