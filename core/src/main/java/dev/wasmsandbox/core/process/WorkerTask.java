package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.core.guest.LoadedGuest;
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
import java.util.function.Function;

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
        if (live != null) {
            new LiveTask(loop.kept(), questions, context(place))
                    .run(live, executionRequest(), control, this::answer);
            return;
        }
        GuestRun run = place.run(context(place), executionRequest(), control);
        try {
            answer(run.run(Instant.now()));
        } catch (RuntimeException e) {
            host.send(new FromWorker.Failed(e.toString()));
        } finally {
            run.tidyUp();
        }
    }

    private void validate(LocalPlace place) {
        end(place.validation(context(place), request.code(), control), FromWorker.Validated::new);
    }

    private void complete(LocalPlace place) {
        end(place.completion(context(place), request.code(), control), FromWorker.Completed::new);
    }

    private <T> void end(GuestTask<T> task, Function<T, FromWorker.End> found) {
        try {
            host.send(found.apply(task.run()));
        } catch (RuntimeException e) {
            host.send(new FromWorker.Failed(e.toString()));
        } finally {
            task.tidyUp();
        }
    }

    private void askVariables(LocalPlace place) {
        ToWorker.Live live = request.task().live();
        byte[] said =
                live == null
                        ? new byte[0]
                        : new LiveTask(loop.kept(), questions, context(place))
                                .askVariables(live.from(), place.guest());
        captured(Channel.STDOUT, said);
        host.send(
                new FromWorker.Finished(
                        new Outcome.Completed(), 0, 0, Evidence.NONE, false, false));
    }

    /** What the task is carried out in: the files and mounts that the host named, if any. */
    private SessionContext context(LocalPlace place) {
        ToWorker.Task task = request.task();
        return loop.context(
                place.guest(),
                task.policy(),
                new RemoteStorage(questions, request.index()),
                new RemoteMounts(questions).of(task.mounts()),
                task.live() != null && task.live().rollbackOnError());
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
        Pieces.cut(bytes, piece -> host.write(new FromWorker.Captured(channel, piece)));
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
            Pieces.cut(
                    bytes,
                    piece -> {
                        var _ = questions.ask(new FromWorker.Output(channel, piece));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
