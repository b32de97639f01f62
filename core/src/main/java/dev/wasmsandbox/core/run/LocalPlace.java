package dev.wasmsandbox.core.run;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.engine.EngineException;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.RunControl;
import java.util.concurrent.CompletableFuture;

/**
 * This process: runs take place on its guest threads.
 *
 * @param guest the language, ready to run
 */
public record LocalPlace(LoadedGuest guest) implements RunPlace {
    @Override
    public void execute(Runnable task) {
        try {
            ExecutionEngine.shared().threads().execute(task);
        } catch (EngineException e) {
            throw new SandboxUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public GuestRun run(SessionContext context, ExecutionRequest request, RunControl control) {
        return new LocalRun(context, guest, request, control);
    }

    @Override
    public GuestTask<CodeValidation> validation(
            SessionContext context, byte[] code, RunControl control) {
        return new Validation(context, guest, code, control);
    }

    @Override
    public GuestTask<FoundNames> completion(
            SessionContext context, byte[] text, RunControl control) {
        return new Completion(context, guest, text, control, Completion.fresh(context, guest));
    }

    @Override
    public CompletableFuture<Void> close() {
        // The engine and its guests stay for the next sandbox of this process.
        return CompletableFuture.completedFuture(null);
    }
}
