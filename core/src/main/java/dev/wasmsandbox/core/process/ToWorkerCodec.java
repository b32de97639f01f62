package dev.wasmsandbox.core.process;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads the messages of the host. */
final class ToWorkerCodec {
    private static final int TASK = 1;
    private static final int CODE = 2;
    private static final int ENTRIES = 3;
    private static final int BEGIN = 4;
    private static final int CANCEL = 5;
    private static final int BYTES = 6;
    private static final int LISTING = 7;
    private static final int INPUT = 8;
    private static final int HEARD = 9;
    private static final int REFUSED = 10;
    private static final int STATE = 11;

    private static final int ANY = Wire.MAX_TO_WORKER;

    private ToWorkerCodec() {}

    static byte[] encode(ToWorker message) {
        WireOutput out =
                switch (message) {
                    case ToWorker.Task task -> task(task);
                    case ToWorker.Code(byte[] bytes) -> new WireOutput(CODE).bytes(bytes);
                    case ToWorker.Entries(List<WorkspaceEntry> entries) ->
                            entries(new WireOutput(ENTRIES), entries);
                    case ToWorker.Begin() -> new WireOutput(BEGIN);
                    case ToWorker.Cancel() -> new WireOutput(CANCEL);
                    case ToWorker.Bytes(byte[] bytes) -> new WireOutput(BYTES).bytes(bytes);
                    case ToWorker.Listing(List<WorkspaceEntry> entries, boolean last) ->
                            entries(new WireOutput(LISTING).flag(last), entries);
                    case ToWorker.Input(byte[] bytes, boolean failed) ->
                            new WireOutput(INPUT).bytes(bytes).flag(failed);
                    case ToWorker.State(byte[] bytes) -> new WireOutput(STATE).bytes(bytes);
                    case ToWorker.Heard() -> new WireOutput(HEARD);
                    case ToWorker.Refused(String reason) -> new WireOutput(REFUSED).text(reason);
                };
        return out.toByteArray();
    }

    private static WireOutput task(ToWorker.Task task) {
        WireOutput out = new WireOutput(TASK).constant(task.kind()).constant(task.runtime());
        PolicyCodec.write(out, task.policy());
        List<String> arguments = task.arguments();
        out.flag(arguments != null);
        if (arguments != null) {
            out.texts(arguments);
        }
        out.texts(task.environment());
        PolicyCodec.write(out, task.timeout());
        out.flag(task.input())
                .flag(task.listening())
                .flag(task.echo())
                .number32(task.mounts().size());
        for (ToWorker.MountPoint mount : task.mounts()) {
            out.text(mount.guestPath())
                    .flag(mount.privateChanges())
                    .number64(mount.modifiedNanos());
        }
        ToWorker.Live live = task.live();
        out.flag(live != null);
        if (live != null) {
            out.text(live.from()).text(live.first()).flag(live.rollbackOnError());
        }
        return out;
    }

    private static WireOutput entries(WireOutput out, List<WorkspaceEntry> entries) {
        out.number32(entries.size());
        for (WorkspaceEntry entry : entries) {
            out.text(entry.path())
                    .constant(entry.kind())
                    .number64(entry.size())
                    .time(entry.modified())
                    .textOrNull(entry.target());
        }
        return out;
    }

    /**
     * Reads a message.
     *
     * @throws ProtocolException if it is none
     */
    static ToWorker decode(byte[] message) throws ProtocolException {
        WireInput in = new WireInput(message);
        int type = in.type();
        return in.end(
                switch (type) {
                    case TASK -> task(in);
                    case CODE -> new ToWorker.Code(in.bytes(ANY));
                    case ENTRIES -> new ToWorker.Entries(entries(in));
                    case BEGIN -> new ToWorker.Begin();
                    case CANCEL -> new ToWorker.Cancel();
                    case BYTES -> new ToWorker.Bytes(in.bytes(ANY));
                    case LISTING -> {
                        boolean last = in.flag();
                        yield new ToWorker.Listing(entries(in), last);
                    }
                    case INPUT -> new ToWorker.Input(in.bytes(ANY), in.flag());
                    case STATE -> new ToWorker.State(in.bytes(ANY));
                    case HEARD -> new ToWorker.Heard();
                    case REFUSED -> new ToWorker.Refused(in.text(ANY));
                    default -> throw new ProtocolException("a message of the unknown type " + type);
                });
    }

    private static ToWorker.Task task(WireInput in) throws ProtocolException {
        ToWorker.Kind kind = in.constant(ToWorker.Kind.class);
        RuntimeType runtime = in.constant(RuntimeType.class);
        var policy = PolicyCodec.policy(in);
        @Nullable List<String> arguments = in.flag() ? in.texts(ANY, ANY) : null;
        Map<String, String> environment = in.textsByName(ANY, ANY);
        var timeout = PolicyCodec.durationOrNull(in);
        boolean input = in.flag();
        boolean listening = in.flag();
        boolean echo = in.flag();
        int count = in.count(ANY);
        List<ToWorker.MountPoint> mounts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mounts.add(
                    new ToWorker.MountPoint(
                            in.text(ANY), in.flag(), in.number64(Long.MIN_VALUE, Long.MAX_VALUE)));
        }
        ToWorker.Live live =
                in.flag() ? new ToWorker.Live(in.text(ANY), in.text(ANY), in.flag()) : null;
        return new ToWorker.Task(
                kind,
                runtime,
                policy,
                arguments,
                environment,
                timeout,
                input,
                listening,
                echo,
                mounts,
                live);
    }

    private static List<WorkspaceEntry> entries(WireInput in) throws ProtocolException {
        int count = in.count(ANY);
        List<WorkspaceEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(
                    new WorkspaceEntry(
                            in.text(ANY),
                            in.constant(WorkspaceEntry.Kind.class),
                            in.number64(0, Long.MAX_VALUE),
                            in.time(),
                            in.textOrNull(ANY)));
        }
        return entries;
    }
}
