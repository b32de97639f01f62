package dev.wasmsandbox.core.live;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.guest.StateTexts;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.RunResources;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
    private final LoadedGuest guest;
    private final LiveSession session;
    private final ExecutionRequest request;
    private final RunControl control;
    private final boolean savesAtOnce;
    private @Nullable RunResources resources;
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
        this.guest = guest;
        this.session = session;
        this.request = request;
        this.control = control;
        this.savesAtOnce = savesAtOnce;
    }

    @Override
    public RunFacts run(Instant now) {
        session.begin();
        try {
            RunFacts facts = attempt(now);
            if (savesAtOnce) {
                settleNow();
                session.save();
            }
            return facts;
        } catch (RuntimeException | Error e) {
            settled = true;
            session.interpreter().dropInstance();
            release();
            session.end();
            throw e;
        }
    }

    private RunFacts attempt(Instant now) {
        session.wake(context.policy());
        session.pool().makeRoom(session);
        LiveInterpreter interpreter = session.interpreter();
        interpreter.prepare(context.policy());
        RunResources opened = RunResources.open(context, guest, request, interpreter.time(), true);
        resources = opened;
        WasiPreview1 state = interpreter.open(opened);
        wasi = state;
        Instance instance = interpreter.start(state, context.policy(), request.code());
        Optional<PortableState> form = session.fallback();
        form.ifPresent(known -> opened.prepare(instance, takeOver(known), control));
        RunReport report = opened.runNext(instance, control);
        RunEnd end = report.end();
        if (end instanceof RunEnd.Returned && !instance.isAtRest()) {
            end =
                    new RunEnd.Trapped(
                            RunEnd.TrapKind.GUEST_FAULT,
                            "the guest did not leave its stack as it found it");
        }
        if (session.remembersRuns()) {
            opened.keepReversal();
        }
        RunFacts facts = opened.finish(report, end, now);
        reversal = opened.reversal();
        good = end instanceof RunEnd.Returned && !opened.rolledBack();
        return form.map(known -> facts.begunWith(known.told())).orElse(facts);
    }

    private byte[] takeOver(PortableState known) {
        return StateTexts.takeOver(context.runtime(), known.json())
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean settles() {
        return true;
    }

    /** Takes down what the run left, while its caller reads the result. */
    @Override
    public void settle() {
        try {
            if (!settled) {
                settleNow();
            }
            if (savesAtOnce) {
                session.keepFormNowAndThen();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.ERROR,
                    "What a run left in the interpreter of session "
                            + context.sessionId()
                            + " could not be kept.",
                    e);
            session.fail(e);
        } finally {
            session.end();
        }
        session.pool().ranIn(session);
    }

    private void settleNow() {
        settled = true;
        InterpreterState before = session.interpreter().state();
        try {
            WasiPreview1 state = wasi;
            if (good && state != null) {
                session.keep(state);
            } else {
                session.interpreter().dropInstance();
            }
        } finally {
            session.remember(new Past(before, reversal));
            release();
        }
    }

    private void release() {
        if (resources != null) {
            resources.close();
        }
    }

    @Override
    public void tidyUp() {
        // Done within the turn, because the next run uses the same interpreter.
    }
}
