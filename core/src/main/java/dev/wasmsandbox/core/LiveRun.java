package dev.wasmsandbox.core;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A run of an interpreter that lives on. Its files are loaded anew, so that it sees what the host did to them meanwhile; what
 * it has open is opened in them again.
 *
 * <p>Runs on a guest thread, once, and cleans up within its turn.
 */
final class LiveRun implements GuestRun {
    private static final Logger LOG = System.getLogger(LiveRun.class.getName());

    private final SessionContext context;
    private final LiveSession session;
    private final ExecutionRequest request;
    private final RunControl control;
    private final RunInput input;
    private final boolean savesAtOnce;
    private @Nullable Workspace workspace;
    private @Nullable Tree tree;
    private @Nullable WasiPreview1 wasi;
    private Optional<List<WorkspaceChange>> reversal = Optional.of(List.of());
    private boolean good;
    private boolean settled;

    LiveRun(
            SessionContext context,
            LoadedGuest guest,
            LiveSession session,
            ExecutionRequest request,
            RunControl control,
            boolean savesAtOnce) {
        this.context = context;
        this.session = session;
        this.request = request;
        this.control = control;
        this.savesAtOnce = savesAtOnce;
        this.input = new RunInput(context, guest, request);
    }

    @Override
    public RunFacts run(Instant now) {
        try {
            RunFacts facts = attempt(now);
            if (savesAtOnce) {
                settleNow();
                session.save();
            }
            return facts;
        } catch (RuntimeException | Error e) {
            settled = true;
            session.dropInstance();
            release();
            throw e;
        }
    }

    private RunFacts attempt(Instant now) {
        ExecutionPolicy policy = context.policy();
        session.wake();
        GuestTime time = session.time();
        Workspace files = input.openWorkspace(FileTimes.of(policy, time.clock(), true));
        workspace = files;
        Tree fresh = input.tree(files);
        tree = fresh;
        RunStreams streams = RunStreams.of(policy, request, time);
        WasiPreview1 state = session.open(fresh, streams.wasiConfig());
        wasi = state;
        Instance instance = session.instance(state);
        GuestMessages messages = new GuestMessages();
        RunReport report = instance.run(input.nextRequest(), input.limits(), control, messages);
        RunEnd end = report.end();
        if (end instanceof RunEnd.Returned && !instance.isAtRest()) {
            end =
                    new RunEnd.Trapped(
                            RunEnd.TrapKind.GUEST_FAULT,
                            "the guest did not leave its stack as it found it");
        }
        Outcome outcome =
                streams.finish(Outcomes.of(end, messages.error(), policy, input.timeout()));
        boolean undone = context.rollbackOnError() && !outcome.success();
        good = end instanceof RunEnd.Returned && !undone;
        FileChanges changes;
        if (undone) {
            changes = files.commitNothing(now);
        } else {
            files.keepReversal();
            changes = files.commit(input.workspaceMount(fresh), now);
            reversal = files.reversal();
        }
        return new RunFacts(
                streams.told(changes.applyTo(outcome)),
                OptionalLong.of(report.fuelConsumed()),
                report.memoryBytes(),
                report.memoryRefused(),
                streams.stdout(),
                streams.stderr(),
                changes);
    }

    @Override
    public boolean settles() {
        return true;
    }

    /** Takes down what the run left, while its caller reads the result. */
    @Override
    public void settle() {
        if (settled) {
            return;
        }
        try {
            settleNow();
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.ERROR,
                    "What a run left in the interpreter of session "
                            + context.sessionId()
                            + " could not be kept.",
                    e);
            session.fail(e);
        }
    }

    private void settleNow() {
        settled = true;
        InterpreterState before = session.state();
        try {
            WasiPreview1 state = wasi;
            if (good && state != null) {
                session.keep(state);
            } else {
                session.dropInstance();
            }
        } finally {
            session.remember(before, reversal);
            release();
        }
    }

    private void release() {
        if (wasi != null) {
            wasi.close();
        }
        if (tree != null) {
            tree.close();
        }
        if (workspace != null) {
            workspace.close();
        }
    }

    @Override
    public void tidyUp() {
        // Done within the turn, because the next run uses the same interpreter.
    }
}
