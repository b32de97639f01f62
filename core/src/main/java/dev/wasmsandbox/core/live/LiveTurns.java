package dev.wasmsandbox.core.live;

import dev.wasmsandbox.core.run.Admission;
import dev.wasmsandbox.core.run.SessionTurn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work of housekeeping in the turn of a session. */
final class LiveTurns {
    private LiveTurns() {}

    /**
     * Takes the turn of a session and works on its interpreter. Waits on no thread that anybody else needs.
     *
     * @param patience how long to wait for the turn
     * @param admission what the work needs besides
     * @return completed when the turn is over; exceptionally with what the work threw, or why there was no turn
     */
    static CompletableFuture<Void> carryOut(
            LiveSession session, Duration patience, Admission admission, Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        SessionTurn turn =
                SessionTurn.of(session.storage(), session.key().sessionId(), patience, admission);
        turn.take(
                () -> Housekeeping.carryOut(() -> carryOut(turn, work, done)),
                done::completeExceptionally);
        return done;
    }

    /**
     * Works on an interpreter here and now if its session is free, on a thread that can run guests.
     *
     * @return why that was not possible, or what the work threw; null if it is done
     */
    static @Nullable Throwable tryNow(LiveSession session, Admission admission, Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        SessionTurn turn =
                SessionTurn.of(
                        session.storage(), session.key().sessionId(), Duration.ZERO, admission);
        // Without patience it is taken on this thread, or not at all.
        turn.take(() -> carryOut(turn, work, done), done::completeExceptionally);
        return done.isCompletedExceptionally() ? done.exceptionNow() : null;
    }

    private static void carryOut(SessionTurn turn, Runnable work, CompletableFuture<Void> done) {
        Throwable failure = null;
        try {
            work.run();
        } catch (Throwable e) {
            // For whoever waits to tell.
            failure = e;
        } finally {
            turn.end();
        }
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }
}
