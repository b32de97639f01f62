package dev.wasmsandbox.core.run;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.core.guest.GuestMessages;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One syntax check by the guest's own parser, in a fresh interpreter without the workspace. Runs on a guest thread, once. */
final class Validation implements GuestTask<CodeValidation> {
    private final SessionContext context;
    private final LoadedGuest guest;
    private final byte[] code;
    private final RunControl control;
    private @Nullable Instance instance;

    Validation(SessionContext context, LoadedGuest guest, byte[] code, RunControl control) {
        this.context = context;
        this.guest = guest;
        this.code = code;
        this.control = control;
    }

    @Override
    public CodeValidation run() {
        ExecutionPolicy policy = context.policy();
        GuestClock clock = GuestClock.system();
        WasiPreview1 wasi =
                new WasiPreview1(guest.ownFiles(), WasiConfig.builder().clocks(clock).build());
        Instance fresh = guest.guest().instantiate(wasi, clock, policy.memoryBytes());
        instance = fresh;
        GuestMessages messages = new GuestMessages();
        Duration timeout = policy.timeout().orElse(null);
        RunReport report =
                fresh.run(
                        request(), new RunLimits(policy.fuelBudget(), timeout), control, messages);
        return messages.validation()
                .orElseGet(() ->
                        unanswered(Outcomes.of(report.end(), messages.error(), policy, timeout)));
    }

    /** The parser itself ran into a limit: the code cannot run under this policy either. */
    private static CodeValidation unanswered(Outcome outcome) {
        String why = outcome.trapMessage();
        return new CodeValidation(
                false,
                "the parser gave no answer: "
                        + (why == null ? "exit code " + outcome.exitCode() : why),
                null,
                null,
                null,
                CodeValidation.Continuation.NONE);
    }

    private byte[] request() {
        String program = context.policy().guestMountPath() + '/' + context.language().codeFile();
        return new GuestRequest(
                        GuestRequest.Operation.VALIDATE,
                        Set.of(GuestRequest.Flag.LAST),
                        code,
                        program,
                        "/",
                        List.of(program),
                        null)
                .encode();
    }

    @Override
    public void tidyUp() {
        if (instance != null) {
            instance.close();
        }
    }
}
