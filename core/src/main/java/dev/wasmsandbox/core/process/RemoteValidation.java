package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.time.Duration;
import java.util.List;

/** A syntax check in a worker. */
final class RemoteValidation implements GuestTask<CodeValidation> {
    private final SessionContext context;
    private final byte[] code;
    private final RunControl control;

    RemoteValidation(SessionContext context, byte[] code, RunControl control) {
        this.context = context;
        this.code = code;
        this.control = control;
    }

    @Override
    public CodeValidation run() {
        Duration timeout = context.policy().timeout().orElse(null);
        ToWorker.Task task =
                ToWorker.Task.alone(
                        ToWorker.Kind.VALIDATE, context.runtime(), context.policy(), null);
        try {
            FromWorker.End end =
                    new Conversation(task, code, List.of(), control, timeout)
                            .carryOut(WorkerThread.here(), new NoServices());
            return switch (end) {
                case FromWorker.Validated(CodeValidation found) -> found;
                case FromWorker.Failed failed -> throw Conversation.failed(failed);
                case FromWorker.Finished _, FromWorker.Completed _ ->
                        throw Conversation.failed(
                                new FromWorker.Failed("it did something else than checking code"));
            };
        } catch (WorkerLostException e) {
            return new CodeValidation(
                    false,
                    "the parser gave no answer: " + e.getMessage(),
                    null,
                    null,
                    null,
                    CodeValidation.Continuation.NONE);
        }
    }

    @Override
    public void tidyUp() {
        // Nothing was opened.
    }

    private static final class NoServices implements Conversation.Services {
        @Override
        public void serve(FromWorker.Request request, WorkerLink link) throws ProtocolException {
            throw new ProtocolException(
                    "a syntax check asked for " + request.getClass().getSimpleName());
        }

        @Override
        public void accept(FromWorker.End end) throws ProtocolException {
            if (!(end instanceof FromWorker.Validated || end instanceof FromWorker.Failed)) {
                throw new ProtocolException(
                        "a syntax check ended as " + end.getClass().getSimpleName());
            }
        }

        @Override
        public void ended() {
            // Nothing waits.
        }
    }
}
