package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.run.Completion;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.RunResources;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;

/** This process, for one session whose interpreter lives on between its runs. */
public final class LivePlace implements RunPlace {
    private final LocalPlace local;
    private final LiveSession session;
    private final boolean savesAtOnce;

    /**
     * Creates the place of one sandbox.
     *
     * @param savesAtOnce whether the interpreter is saved before a run is answered, instead of when the sandbox is closed
     */
    public LivePlace(LocalPlace local, LiveSession session, boolean savesAtOnce) {
        this.local = local;
        this.session = session;
        this.savesAtOnce = savesAtOnce;
    }

    @Override
    public void execute(Runnable task) {
        local.execute(task);
    }

    @Override
    public GuestRun run(SessionContext context, ExecutionRequest request, RunControl control) {
        return new LiveRun(context, local.guest(), session, request, control, savesAtOnce);
    }

    @Override
    public GuestTask<CodeValidation> validation(
            SessionContext context, byte[] code, RunControl control) {
        return local.validation(context, code, control);
    }

    @Override
    public GuestTask<FoundNames> completion(
            SessionContext context, byte[] text, RunControl control) {
        return new Completion(
                context,
                local.guest(),
                text,
                control,
                new Completion.Interpreters() {
                    @Override
                    public GuestTime time() {
                        return session.timeOfCopy();
                    }

                    @Override
                    public Instance start(RunResources files, GuestTime time) {
                        return session.copy(files, time);
                    }
                });
    }

    @Override
    public void close() {
        try {
            session.save();
        } catch (StorageException e) {
            // Who deleted the session wants nothing of it back.
            if (e.code() != ErrorCode.SESSION_NOT_FOUND) {
                throw e;
            }
        } finally {
            session.dropInstance();
            local.close();
        }
    }
}
