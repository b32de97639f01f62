package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.live.LiveForms;
import dev.wasmsandbox.core.live.PortableTaker;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks interpreters for their variables in a worker: in that of the thread that asks, or in one that is free. Nobody waits for a worker that
 * is not, because what is asked for is a help for later.
 */
final class RemoteForms implements LiveForms {
    private static final long PATIENCE_SECONDS = 10;

    private final WorkerPool pool;
    private final SessionContext context;
    private final Supplier<@Nullable WorkerThread> preferred;

    /**
     * Asks for one session.
     *
     * @param preferred whose worker may have the interpreter
     */
    RemoteForms(
            WorkerPool pool, SessionContext context, Supplier<@Nullable WorkerThread> preferred) {
        this.pool = pool;
        this.context = context;
        this.preferred = preferred;
    }

    @Override
    public boolean canAskHere() {
        return true;
    }

    @Override
    public Optional<String> ask(InterpreterState state) {
        if (Thread.currentThread() instanceof WorkerThread here) {
            return ask(state, here);
        }
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        boolean asked =
                pool.tryExecute(
                        () -> answer.complete(ask(state, WorkerThread.here())), preferred.get());
        if (!asked) {
            return Optional.empty();
        }
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<String> ask(InterpreterState state, WorkerThread thread) {
        try (StateExchange exchange = new StateExchange(context, state, null, null)) {
            Answer answer = new Answer(exchange);
            ToWorker.Task task =
                    ToWorker.Task.alone(
                            ToWorker.Kind.ASK_VARIABLES,
                            context.runtime(),
                            ExecutionPolicy.defaults(),
                            exchange.live());
            FromWorker.End end =
                    new Conversation(
                                    task,
                                    new byte[0],
                                    List.of(),
                                    new RunControl(),
                                    PortableTaker.longest())
                            .carryOut(thread, answer);
            return end instanceof FromWorker.Finished ? answer.text() : Optional.empty();
        } catch (WorkerLostException | SandboxException e) {
            return Optional.empty();
        }
    }

    /** Takes what an interpreter says, and gives nothing but that interpreter. */
    private record Answer(StateExchange exchange, ByteArrayOutputStream bytes)
            implements Conversation.Services {
        Answer(StateExchange exchange) {
            this(exchange, new ByteArrayOutputStream());
        }

        @Override
        public void serve(FromWorker.Request request, WorkerLink link) throws IOException {
            switch (request) {
                case FromWorker.ReadState() -> exchange.send(link);
                case FromWorker.Captured(Channel channel, byte[] piece)
                        when channel == Channel.STDOUT
                                && bytes.size() + piece.length <= PortableTaker.MOST_BYTES ->
                        bytes.writeBytes(piece);
                default ->
                        throw new ProtocolException(
                                "an interpreter that was asked for its variables wanted "
                                        + request.getClass().getSimpleName());
            }
        }

        @Override
        public void accept(FromWorker.End end) throws ProtocolException {
            if (end instanceof FromWorker.Validated) {
                throw new ProtocolException("a question for variables ended as a syntax check");
            }
        }

        @Override
        public void ended() {
            // Nothing waits.
        }

        Optional<String> text() {
            return bytes.size() == 0
                    ? Optional.empty()
                    : Optional.of(bytes.toString(StandardCharsets.UTF_8));
        }
    }
}
