package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.core.checkpoint.CheckpointReader;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.live.LocalWork;
import dev.wasmsandbox.core.live.PortableTaker;
import dev.wasmsandbox.core.process.KeptInterpreters.Kept;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run of an interpreter that lives on, in a worker: goes on from what the host names, and sends back what has become of it. */
final class LiveTask {
    private final KeptInterpreters kept;
    private final HostQuestions questions;
    private final SessionContext context;
    private final Language language;

    LiveTask(KeptInterpreters kept, HostQuestions questions, SessionContext context) {
        this.kept = kept;
        this.questions = questions;
        this.context = context;
        this.language = context.language();
    }

    /**
     * Runs.
     *
     * @param live what it goes on from
     * @param answer sends the facts to the host, behind the interpreter
     */
    void run(
            ToWorker.Live live,
            ExecutionRequest request,
            RunControl control,
            Consumer<RunFacts> answer) {
        Kept own;
        try {
            own = find(live.from());
        } catch (IOException | CheckpointException e) {
            questions.host().send(new FromWorker.Failed(String.valueOf(e.getMessage())));
            return;
        }
        LocalWork work = new LocalWork(context, request, control);
        try {
            byte @Nullable [] first =
                    live.first().isEmpty() ? null : live.first().getBytes(StandardCharsets.UTF_8);
            RunFacts facts = work.run(own.interpreter(), first, false, Instant.now());
            if (work.keep(own.interpreter())) {
                send(own);
            }
            answer.accept(facts);
        } catch (CheckpointException e) {
            own.interpreter().dropInstance();
            questions.host().send(new FromWorker.Failed(String.valueOf(e.getMessage()), true));
        } catch (RuntimeException e) {
            own.interpreter().dropInstance();
            questions.host().send(new FromWorker.Failed(e.toString()));
        } finally {
            work.close();
            kept.put(own);
        }
    }

    /** Returns what a copy of an interpreter says of its variables; empty if it says nothing. */
    byte[] askVariables(String from, LoadedGuest guest) {
        try {
            Kept own = find(from);
            InterpreterState state = own.interpreter().state();
            kept.put(own);
            return state == null
                    ? new byte[0]
                    : PortableTaker.ask(guest, state)
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .orElse(new byte[0]);
        } catch (IOException | CheckpointException e) {
            return new byte[0];
        }
    }

    private Kept find(String from) throws IOException {
        if (from.isEmpty()) {
            return Kept.fresh(language);
        }
        Kept known = kept.take(from);
        if (known != null) {
            return known;
        }
        try (InputStream in = new StateInput(questions)) {
            SavedCheckpoint read = CheckpointReader.read(in, null, Long.MAX_VALUE);
            // The end of the answer, so that it is not taken for the next one's.
            long _ = in.transferTo(OutputStream.nullOutputStream());
            return Kept.of(read, language);
        }
    }

    private void send(Kept own) {
        @Nullable SavedCheckpoint before = own.checkpoint();
        InterpreterState state = own.interpreter().state();
        if (state == null) {
            return;
        }
        SavedCheckpoint next = own.advance(language, state);
        try (OutputStream out =
                new BufferedOutputStream(
                        Pieces.to(piece -> questions.host().write(new FromWorker.State(piece))),
                        Wire.PIECE)) {
            next.writeAtOnce(out, before);
        } catch (IOException e) {
            throw new UncheckedIOException("the interpreter cannot be sent", e);
        }
    }
}
