package dev.wasmsandbox.core.live;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.RunResources;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run in this process. The files are loaded anew, so that it sees what the host did to them meanwhile; what the interpreter has
 * open is opened in them again.
 *
 * <p>For a guest thread.
 */
public final class LocalWork implements LiveWork {
    private final SessionContext context;
    private final ExecutionRequest request;
    private final RunControl control;
    private @Nullable RunResources resources;
    private @Nullable WasiPreview1 wasi;
    private Optional<List<WorkspaceChange>> reversal = Optional.of(List.of());
    private boolean good;

    /** Prepares a run. */
    public LocalWork(SessionContext context, ExecutionRequest request, RunControl control) {
        this.context = context;
        this.request = request;
        this.control = control;
    }

    @Override
    public RunFacts run(
            LiveInterpreter interpreter, byte @Nullable [] first, boolean remember, Instant now) {
        interpreter.prepare(context.policy());
        RunResources opened =
                RunResources.open(
                        context,
                        LoadedGuest.of(context.runtime()),
                        request,
                        interpreter.time(),
                        true);
        resources = opened;
        WasiPreview1 state = interpreter.open(opened);
        wasi = state;
        Instance instance = interpreter.start(state, context.policy(), request.code());
        RunReport report = opened.runNext(instance, first, control);
        if (report.end() instanceof RunEnd.Returned && !instance.isAtRest()) {
            report =
                    report.endedAs(
                            new RunEnd.Trapped(
                                    RunEnd.TrapKind.GUEST_FAULT,
                                    "the guest did not leave its stack as it found it"));
        }
        if (remember) {
            opened.keepReversal();
        }
        RunFacts facts = opened.finish(report, now);
        reversal = opened.reversal();
        good = report.end() instanceof RunEnd.Returned && !opened.rolledBack();
        return facts;
    }

    @Override
    public Optional<List<WorkspaceChange>> reversal() {
        return reversal;
    }

    @Override
    public boolean keep(LiveInterpreter interpreter) {
        WasiPreview1 state = wasi;
        if (good && state != null) {
            return interpreter.keep(state);
        }
        interpreter.dropInstance();
        return false;
    }

    @Override
    public void close() {
        if (resources != null) {
            resources.close();
        }
    }
}
