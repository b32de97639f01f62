package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.core.disk.RunLogs;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One run of code, from the request to the result, wherever the guest itself runs. Carried out once. */
final class Execution implements GuestTask<SandboxResult> {
    private final SessionContext context;
    private final ExecutionRequest request;
    private final RunControl control;
    private final GuestRun guest;
    private final long begin = System.nanoTime();
    private boolean begun;

    Execution(
            SessionContext context, ExecutionRequest request, RunControl control, GuestRun guest) {
        this.context = context;
        this.request = request;
        this.control = control;
        this.guest = guest;
    }

    @Override
    public SandboxResult run() {
        long started = System.nanoTime();
        boolean told = context.logger().wantsRuns();
        if (told) {
            context.logger()
                    .log(
                            new SandboxEvent.ExecutionStart(
                                    context.sessionId(),
                                    context.runtime(),
                                    request.code().length,
                                    context.policy()));
        }
        Instant now = Instant.now();
        // Who gives up a run that still waits wants nothing of it to happen.
        begun = !control.isCancelled();
        RunFacts facts = begun ? guest.run(now) : RunFacts.cancelled();
        SandboxResult result =
                new Results(context, request).of(facts, logs(facts, now), begin, started);
        if (told) {
            context.logger()
                    .log(
                            new SandboxEvent.ExecutionComplete(
                                    context.sessionId(), context.runtime(), result));
        }
        return result;
    }

    private @Nullable Path logs(RunFacts facts, Instant now) {
        return context.policy().preserveLogs()
                ? RunLogs.keep(
                        context.storage(),
                        context.sessionId(),
                        now,
                        facts.stdout().bytes(),
                        facts.stderr().bytes())
                : null;
    }

    @Override
    public void settle() {
        if (begun) {
            guest.settle();
        }
    }

    @Override
    public boolean settles() {
        return guest.settles();
    }

    @Override
    public void tidyUp() {
        guest.tidyUp();
    }
}
