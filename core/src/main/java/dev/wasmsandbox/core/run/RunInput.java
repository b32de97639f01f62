package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.workspace.FileTimes;
import dev.wasmsandbox.core.workspace.Workspace;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.wasi.Mount;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run in this process is made of: the request, and the sandbox that it was made to. */
final class RunInput {
    private static final int MAX_DEPTH = 128;

    private final SessionContext context;
    private final LoadedGuest guest;
    private final ExecutionRequest request;
    private final byte[] code;
    private final @Nullable Duration timeout;

    RunInput(SessionContext context, LoadedGuest guest, ExecutionRequest request) {
        this.context = context;
        this.guest = guest;
        this.request = request;
        this.code = request.code();
        this.timeout = Surroundings.timeout(context.policy(), request).orElse(null);
    }

    boolean echo() {
        return request.echo();
    }

    @Nullable Duration timeout() {
        return timeout;
    }

    RunLimits limits() {
        return new RunLimits(context.policy().fuelBudget(), timeout);
    }

    Workspace openWorkspace(FileTimes times) {
        return Workspace.open(context.storage(), context.sessionId(), codeFile(), code, times);
    }

    Tree tree(Workspace files) {
        Tree.Builder tree =
                Tree.builder()
                        .limits(files.limits(context.policy(), MAX_DEPTH))
                        .scratch(context.scratch());
        guest.mountArchives(tree);
        context.mounts().addTo(tree);
        tree.mount(
                context.policy().guestMountPath(),
                files.tree(),
                MountAccess.READ_WRITE,
                files::timeOf);
        try {
            return tree.build();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot list the workspace of session "
                            + context.sessionId()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Finds the workspace in a tree. */
    Mount workspaceMount(Tree tree) {
        return tree.mount(context.policy().guestMountPath()).orElseThrow();
    }

    /** The request to an interpreter that ends with it. */
    byte[] lastRequest() {
        return execution(
                EnumSet.of(GuestRequest.Flag.LAST),
                Surroundings.environment(context.language().bundle(), context.policy(), request));
    }

    /** The request to an interpreter that lives on; what it has as its environment may be that of another request. */
    byte[] nextRequest() {
        return execution(
                EnumSet.noneOf(GuestRequest.Flag.class),
                Surroundings.environment(context.policy(), request));
    }

    /** The request to look for what could stand at the end of the code. */
    byte[] requestToLook() {
        return request(
                GuestRequest.Operation.COMPLETE,
                Set.of(),
                Surroundings.environment(context.policy(), request));
    }

    private byte[] execution(
            Set<GuestRequest.Flag> flags, @Nullable Map<String, String> environment) {
        if (request.echo()) {
            flags.add(GuestRequest.Flag.ECHO);
        }
        if (context.policy().determinism().isPresent()) {
            flags.add(GuestRequest.Flag.STEADY);
        }
        return request(GuestRequest.Operation.EXECUTE, flags, environment);
    }

    /** Encodes a request to run other code before this one, in its surroundings. */
    byte[] request(byte[] other) {
        return request(
                GuestRequest.Operation.EXECUTE,
                Set.of(),
                other,
                Surroundings.environment(context.policy(), request));
    }

    private byte[] request(
            GuestRequest.Operation operation,
            Set<GuestRequest.Flag> flags,
            @Nullable Map<String, String> environment) {
        return request(operation, flags, code, environment);
    }

    private byte[] request(
            GuestRequest.Operation operation,
            Set<GuestRequest.Flag> flags,
            byte[] text,
            @Nullable Map<String, String> environment) {
        String program = context.policy().guestMountPath() + '/' + codeFile();
        return new GuestRequest(
                        operation,
                        flags,
                        text,
                        program,
                        context.policy().guestMountPath(),
                        Surroundings.arguments(program, context.policy(), request),
                        environment)
                .encode();
    }

    private String codeFile() {
        return context.language().codeFile();
    }
}
