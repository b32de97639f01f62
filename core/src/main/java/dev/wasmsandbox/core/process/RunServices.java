package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.storage.WorkspaceTrees;
import dev.wasmsandbox.core.workspace.OpenContents;
import dev.wasmsandbox.core.workspace.Reversal;
import dev.wasmsandbox.wasi.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a worker may ask for during one run: the files and mounts of this run, its input, its listener. Nothing else can be named.
 *
 * <p>Used by the thread of the worker.
 */
final class RunServices implements Conversation.Services {
    /** The line of a stopped run is added to what the guest wrote. */
    private static final int ROOM_FOR_LAST_LINE = 256;

    private final List<WorkspaceEntry> index;
    private final OpenContents contents;
    private final MountService mounts;
    private final InputService input;
    private final ChangeCollector changes;
    private final @Nullable OutputListener listener;
    private final @Nullable StateExchange states;
    private final Map<Channel, Long> heardRoom = new EnumMap<>(Channel.class);
    private final Map<Channel, Long> capturedRoom = new EnumMap<>(Channel.class);
    private final Map<Channel, ByteArrayOutputStream> captured = new EnumMap<>(Channel.class);
    private final Class<? extends FromWorker.End> end;
    private @Nullable Outcome hostFailure;

    RunServices(
            SessionContext context,
            ExecutionRequest request,
            WorkspaceSnapshot snapshot,
            byte[] code,
            @Nullable StateExchange states) {
        this(context, request, snapshot, code, states, FromWorker.Finished.class);
    }

    private RunServices(
            SessionContext context,
            ExecutionRequest request,
            WorkspaceSnapshot snapshot,
            byte[] code,
            @Nullable StateExchange states,
            Class<? extends FromWorker.End> end) {
        this.states = states;
        this.end = end;
        this.index = snapshot.entries();
        this.contents = new OpenContents(snapshot);
        this.mounts = new MountService(context.mounts());
        this.input = new InputService(request.standardInput());
        this.changes = new ChangeCollector(context, index, code);
        this.listener = request.outputListener().orElse(null);
        for (Channel channel : Channel.values()) {
            long most =
                    channel == Channel.STDOUT
                            ? context.policy().stdoutMaxBytes()
                            : context.policy().stderrMaxBytes();
            heardRoom.put(channel, most);
            capturedRoom.put(channel, most + ROOM_FOR_LAST_LINE);
            captured.put(channel, new ByteArrayOutputStream());
        }
    }

    /** Those of a task that runs nothing but what it takes to look for names. */
    static RunServices ofCompletion(
            SessionContext context,
            ExecutionRequest request,
            WorkspaceSnapshot snapshot,
            byte[] text) {
        return new RunServices(context, request, snapshot, text, null, FromWorker.Completed.class);
    }

    @Override
    public void serve(FromWorker.Request request, WorkerLink link) throws IOException {
        switch (request) {
            case FromWorker.ReadFile(int entry, long position, int length) ->
                    link.send(bytes(file(entry), position, length));
            case FromWorker.ListMount(int mount, String path) -> mounts.list(mount, path, link);
            case FromWorker.ReadMount(int mount, String path, long position, int length) ->
                    link.send(bytes(mounts.file(mount, path), position, length));
            case FromWorker.ReadInput(int length) -> input.read(length, link);
            case FromWorker.Output(Channel channel, byte[] bytes) ->
                    link.send(pass(channel, bytes));
            case FromWorker.Captured(Channel channel, byte[] bytes) -> {
                take(capturedRoom, channel, bytes.length);
                stream(channel).writeBytes(bytes);
            }
            case FromWorker.PutFile put -> changes.begin(put);
            case FromWorker.Content(byte[] bytes) -> changes.content(bytes);
            case FromWorker.PutLink(String path, String target) -> changes.link(path, target);
            case FromWorker.CreateDirectory(String path) -> changes.directory(path);
            case FromWorker.Delete(String path) -> changes.delete(path);
            case FromWorker.ReadState() -> states().send(link);
            case FromWorker.State(byte[] bytes) -> states().take(bytes);
        }
    }

    @Override
    public void accept(FromWorker.End actual) throws ProtocolException {
        if (actual instanceof FromWorker.Failed) {
            // Nothing of what was said about changes is used.
            return;
        }
        if (!end.isInstance(actual)) {
            throw new ProtocolException(
                    "a task that ends as "
                            + end.getSimpleName()
                            + " ended as "
                            + actual.getClass().getSimpleName());
        }
        changes.requireComplete();
        if (states != null && actual instanceof FromWorker.Finished finished) {
            states.complete(finished.outcome());
        }
    }

    @Override
    public void ended() {
        input.close();
    }

    private StateExchange states() throws ProtocolException {
        StateExchange known = states;
        if (known == null) {
            throw new ProtocolException("it named an interpreter that ends with its run");
        }
        return known;
    }

    private Blob file(int entry) throws ProtocolException {
        if (entry >= index.size() || index.get(entry).kind() != WorkspaceEntry.Kind.FILE) {
            throw new ProtocolException("it asked for the file " + entry + ", which there is not");
        }
        return contents.blob(index.get(entry));
    }

    private static ToWorker bytes(Blob blob, long position, int length) throws ProtocolException {
        if (position > blob.size() - length) {
            throw new ProtocolException("it asked for bytes behind the end of a file");
        }
        byte[] bytes = new byte[length];
        try {
            blob.read(position, bytes, 0, length);
            return new ToWorker.Bytes(bytes);
        } catch (IOException e) {
            return new ToWorker.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** A listener belongs to somebody else and may throw anything; the run ends by that, the worker's thread does not. */
    private ToWorker pass(Channel channel, byte[] bytes) throws ProtocolException {
        OutputListener hearing = listener;
        if (hearing == null || hostFailure != null) {
            throw new ProtocolException("it passed on output that nobody listens to");
        }
        take(heardRoom, channel, bytes.length);
        try {
            hearing.output(channel, bytes);
            return new ToWorker.Heard();
        } catch (Throwable failure) {
            hostFailure =
                    new Outcome.HostFailure("the output listener failed: " + failure, failure);
            return new ToWorker.Refused("the output listener failed");
        }
    }

    private static void take(Map<Channel, Long> room, Channel channel, int length)
            throws ProtocolException {
        long left = room.getOrDefault(channel, 0L) - length;
        if (left < 0) {
            throw new ProtocolException("it sent more output than the policy allows");
        }
        room.put(channel, left);
    }

    private ByteArrayOutputStream stream(Channel channel) {
        return captured.computeIfAbsent(channel, _ -> new ByteArrayOutputStream());
    }

    byte[] captured(Channel channel) {
        return stream(channel).toByteArray();
    }

    /** Works out how to take the changes back that are to be committed; empty if that cannot be done. */
    Optional<List<WorkspaceChange>> reversal() {
        return new Reversal(WorkspaceTrees.of(index, contents::blob)).of(changes.ofGuest());
    }

    /** What is in the workspace, by the numbers under which the worker asks for it. */
    List<WorkspaceEntry> index() {
        return index;
    }

    ChangeCollector changes() {
        return changes;
    }

    /** What went wrong here, and not in the worker. */
    Optional<Outcome> hostFailure() {
        return Optional.ofNullable(hostFailure);
    }

    void close() {
        changes.close();
        contents.close();
    }
}
