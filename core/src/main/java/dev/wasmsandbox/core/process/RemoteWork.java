package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.live.LiveInterpreter;
import dev.wasmsandbox.core.live.LiveWork;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run in a worker of an interpreter that lives on here, as a value: the worker goes on from it, and sends what it has become before
 * anything of the run is stored. So a worker that is lost costs the whole run and nothing else.
 */
final class RemoteWork implements LiveWork {
    private final SessionContext context;
    private final ExecutionRequest request;
    private final RunControl control;
    private final ProcessPlace place;
    private @Nullable StateExchange exchange;
    private @Nullable RemoteRun run;

    /**
     * Prepares a run.
     *
     * @param place hears where the interpreter is
     */
    RemoteWork(
            SessionContext context,
            ExecutionRequest request,
            RunControl control,
            ProcessPlace place) {
        this.context = context;
        this.request = request;
        this.control = control;
        this.place = place;
    }

    @Override
    public RunFacts run(
            LiveInterpreter interpreter, byte @Nullable [] first, boolean remember, Instant now) {
        interpreter.requireMemory(context.policy());
        StateExchange states =
                new StateExchange(context, interpreter.state(), place.lastState(), first);
        exchange = states;
        RemoteRun remote = new RemoteRun(context, request, control, states, remember);
        run = remote;
        return remote.run(now);
    }

    @Override
    public Optional<List<WorkspaceChange>> reversal() {
        return run == null ? Optional.of(List.of()) : run.reversal();
    }

    @Override
    public boolean keep(LiveInterpreter interpreter) {
        SavedCheckpoint next = run == null ? null : run.left();
        if (next == null) {
            return false;
        }
        interpreter.become(next.interpreter());
        place.ran(WorkerThread.here(), next);
        return true;
    }

    @Override
    public void close() {
        if (run != null) {
            run.tidyUp();
        }
        if (exchange != null) {
            exchange.close();
            WorkerThread.here().almostFree();
        }
    }
}
