package dev.wasmsandbox.core.live;

import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.StateTexts;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of an interpreter that lives on: wakes it up, lets it work, keeps what it has become.
 *
 * <p>Runs on a thread of its place, once, and cleans up within its turn.
 */
final class LiveRun implements GuestRun {
    private static final Logger LOG = System.getLogger(LiveRun.class.getName());

    private final SessionContext context;
    private final LiveSession session;
    private final LiveWork work;
    private final boolean savesAtOnce;
    private boolean settled;

    LiveRun(SessionContext context, LiveSession session, LiveWork work, boolean savesAtOnce) {
        this.context = context;
        this.session = session;
        this.work = work;
        this.savesAtOnce = savesAtOnce;
    }

    @Override
    public RunFacts run(Instant now) {
        session.begin();
        try {
            PersistentState state = session.wake(context.policy());
            session.pool().makeRoom(session);
            Optional<PortableState> form = state.fallback();
            RunFacts ran =
                    work.run(state.interpreter(), takeOver(form), session.users().wantUndo(), now);
            RunFacts facts = form.map(known -> ran.begunWith(known.told())).orElse(ran);
            if (savesAtOnce) {
                settleNow();
                state.save();
            }
            return facts;
        } catch (RuntimeException | Error e) {
            settled = true;
            session.state().interpreter().dropInstance();
            work.close();
            session.end();
            throw e;
        }
    }

    private byte @Nullable [] takeOver(Optional<PortableState> form) {
        return form.map(known ->
                        StateTexts.takeOver(context.runtime(), known.json())
                                .getBytes(StandardCharsets.UTF_8))
                .orElse(null);
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
                session.state().keepFormNowAndThen();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.ERROR,
                    "What a run left in the interpreter of session "
                            + context.sessionId()
                            + " could not be kept.",
                    e);
            session.state().fail(e);
        } finally {
            session.end();
        }
        session.pool().ranIn(session);
    }

    private void settleNow() {
        settled = true;
        PersistentState state = session.state();
        InterpreterState before = state.interpreter().state();
        try {
            state.keep(work);
        } finally {
            state.remember(new Past(before, work.reversal()), session.users().undoDepth());
            work.close();
        }
    }

    @Override
    public void tidyUp() {
        // Done within the turn, because the next run uses the same interpreter.
    }
}
