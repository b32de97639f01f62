package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.core.run.Evidence;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One task in a worker: carried out like any run of one process, with the host's files, mounts, input and listener in place of its own. */
final class WorkerTask {
    private final WorkerLoop loop;
    private final TaskRequest request;
    private final HostQuestions questions;
    private final HostLink host;
    private final RunControl control = new RunControl();

    WorkerTask(WorkerLoop loop, TaskRequest request, HostQuestions questions) {
        this.loop = loop;
        this.request = request;
        this.questions = questions;
        this.host = questions.host();
    }

    void cancel() {
        control.cancel();
    }

    void answer(ToWorker message) {
        questions.answer(message);
    }

    /** Hands the task to the guest thread. */
    void start() {
        LocalPlace place;
        try {
            place = new LocalPlace(LoadedGuest.of(request.task().runtime()));
        } catch (RuntimeException e) {
            host.send(new FromWorker.Failed(String.valueOf(e.getMessage())));
            return;
        }
        place.execute(() -> carryOut(place));
    }

    private void carryOut(LocalPlace place) {
        try {
            switch (request.task().kind()) {
                case EXECUTE -> execute(place);
                case VALIDATE -> validate(place);
                case COMPLETE -> complete(place);
                case ASK_VARIABLES -> askVariables(place);
            }
        } finally {
            questions.end();
        }
    }

    private void execute(LocalPlace place) {
        ToWorker.Live live = request.task().live();
        SessionContext context =
                loop.context(
                        place.guest(),
                        request.task().policy(),
                        new RemoteStorage(questions, request.index()),
                        new RemoteMounts(questions).of(request.task().mounts()),
                        live != null && live.rollbackOnError());
        if (live != null) {
            new LiveTask(loop.kept(), questions, context)
                    .run(live, executionRequest(), control, this::answer);
            return;
        }
        GuestRun run = place.run(context, executionRequest(), control);
        try {
            answer(run.run(Instant.now()));
        } catch (RuntimeException e) {
            host.send(new FromWorker.Failed(e.toString()));
        } finally {
            run.tidyUp();
        }
    }

    private void complete(LocalPlace place) {
        GuestTask<FoundNames> look =
                place.completion(
                        loop.context(
                                place.guest(),
                                request.task().policy(),
                                new RemoteStorage(questions, request.index()),
                                new RemoteMounts(questions).of(request.task().mounts()),
                                false),
                        request.code(),
                        control);
        try {
            host.send(new FromWorker.Completed(look.run()));
        } catch (RuntimeException e) {
            host.send(new FromWorker.Failed(e.toString(), false));
        } finally {
            look.tidyUp();
        }
    }

    private void askVariables(LocalPlace place) {
        ToWorker.Live live = request.task().live();
        byte[] said =
                live == null
                        ? new byte[0]
                        : new LiveTask(
                                        loop.kept(),
                                        questions,
                                        loop.context(
                                                place.guest(),
                                                request.task().policy(),
                                                new RemoteStorage(questions, List.of()),
                                                PolicyMounts.of(List.of()),
                                                false))
                                .askVariables(live.from(), place.guest());
        captured(Channel.STDOUT, said);
        host.send(
                new FromWorker.Finished(
                        new Outcome.Completed(), 0, 0, Evidence.NONE, false, false));
    }

    private void answer(RunFacts facts) {
        captured(Channel.STDOUT, facts.stdout().bytes());
        captured(Channel.STDERR, facts.stderr().bytes());
        host.send(
                new FromWorker.Finished(
                        facts.outcome(),
                        facts.fuelConsumed().orElse(0),
                        facts.memoryBytes(),
                        facts.evidence(),
                        facts.stdout().truncated(),
                        facts.stderr().truncated()));
    }

    private void captured(Channel channel, byte[] bytes) {
        for (int position = 0; position < bytes.length; position += Wire.PIECE) {
            int end = Math.min(bytes.length, position + Wire.PIECE);
            host.write(new FromWorker.Captured(channel, Arrays.copyOfRange(bytes, position, end)));
        }
    }

    private void validate(LocalPlace place) {
        SessionContext context =
                loop.context(
                        place.guest(),
                        request.task().policy(),
                        new RemoteStorage(questions, List.of()),
                        PolicyMounts.of(List.of()),
                        false);
        GuestTask<CodeValidation> validation = place.validation(context, request.code(), control);
        try {
            host.send(new FromWorker.Validated(validation.run()));
        } catch (RuntimeException e) {
            host.send(new FromWorker.Failed(e.toString()));
        } finally {
            validation.tidyUp();
        }
    }

    private ExecutionRequest executionRequest() {
        ToWorker.Task task = request.task();
        ExecutionRequest.Builder builder =
                ExecutionRequest.builder(request.code())
                        .environment(task.environment())
                        .echo(task.echo());
        if (task.arguments() != null) {
            builder.arguments(task.arguments());
        }
        if (task.timeout() != null) {
            builder.timeout(task.timeout());
        }
        if (task.input()) {
            builder.standardInput(new HostInput(questions));
        }
        if (task.listening()) {
            builder.outputListener(this::pass);
        }
        return builder.build();
    }

    private void pass(Channel channel, byte[] bytes) {
        try {
            for (int position = 0; position < bytes.length; position += Wire.PIECE) {
                int end = Math.min(bytes.length, position + Wire.PIECE);
                var _ =
                        questions.ask(
                                new FromWorker.Output(
                                        channel, Arrays.copyOfRange(bytes, position, end)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
