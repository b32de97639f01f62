package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CodeCompletion.Candidate;
import dev.wasmsandbox.CodeCompletion.Kind;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.core.guest.FoundNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads the messages of workers. Reading takes any bytes: it gives a message within its limits, or refuses. */
final class FromWorkerCodec {
    private static final int READY = 1;
    private static final int READ_FILE = 2;
    private static final int LIST_MOUNT = 3;
    private static final int READ_MOUNT = 4;
    private static final int READ_INPUT = 5;
    private static final int OUTPUT = 6;
    private static final int PUT_FILE = 7;
    private static final int CONTENT = 8;
    private static final int PUT_LINK = 9;
    private static final int CREATE_DIRECTORY = 10;
    private static final int DELETE = 11;
    private static final int CAPTURED = 12;
    private static final int FINISHED = 13;
    private static final int VALIDATED = 14;
    private static final int FAILED = 15;
    private static final int COMPLETED = 16;
    private static final int READ_STATE = 17;
    private static final int STATE = 18;

    private static final long MAX_MEMORY = 1L << 32;
    private static final int MAX_CANDIDATES = 1_000;

    private FromWorkerCodec() {}

    static byte[] encode(FromWorker message) {
        WireOutput out =
                switch (message) {
                    case FromWorker.Ready(int version) -> new WireOutput(READY).number32(version);
                    case FromWorker.ReadFile(int entry, long position, int length) ->
                            new WireOutput(READ_FILE)
                                    .number32(entry)
                                    .number64(position)
                                    .number32(length);
                    case FromWorker.ListMount(int mount, String path) ->
                            new WireOutput(LIST_MOUNT).number32(mount).text(path);
                    case FromWorker.ReadMount(int mount, String path, long position, int length) ->
                            new WireOutput(READ_MOUNT)
                                    .number32(mount)
                                    .text(path)
                                    .number64(position)
                                    .number32(length);
                    case FromWorker.ReadInput(int length) ->
                            new WireOutput(READ_INPUT).number32(length);
                    case FromWorker.Output(Channel channel, byte[] bytes) ->
                            new WireOutput(OUTPUT).constant(channel).bytes(bytes);
                    case FromWorker.PutFile(String path, long size, Instant modified) ->
                            new WireOutput(PUT_FILE).text(path).number64(size).time(modified);
                    case FromWorker.Content(byte[] bytes) -> new WireOutput(CONTENT).bytes(bytes);
                    case FromWorker.PutLink(String path, String target) ->
                            new WireOutput(PUT_LINK).text(path).text(target);
                    case FromWorker.CreateDirectory(String path) ->
                            new WireOutput(CREATE_DIRECTORY).text(path);
                    case FromWorker.Delete(String path) -> new WireOutput(DELETE).text(path);
                    case FromWorker.Captured(Channel channel, byte[] bytes) ->
                            new WireOutput(CAPTURED).constant(channel).bytes(bytes);
                    case FromWorker.Finished finished -> finished(finished);
                    case FromWorker.Validated(CodeValidation found) ->
                            new WireOutput(VALIDATED)
                                    .flag(found.valid())
                                    .textOrNull(OutcomeCodec.shortened(found.message()))
                                    .numberOrNull(found.line())
                                    .numberOrNull(found.column())
                                    .textOrNull(OutcomeCodec.shortened(found.text()))
                                    .constant(found.continuation());
                    case FromWorker.Completed(FoundNames found) -> completed(found);
                    case FromWorker.ReadState() -> new WireOutput(READ_STATE);
                    case FromWorker.State(byte[] bytes) -> new WireOutput(STATE).bytes(bytes);
                    case FromWorker.Failed(String reason, boolean unfit) ->
                            new WireOutput(FAILED)
                                    .textOrNull(OutcomeCodec.shortened(reason))
                                    .flag(unfit);
                };
        return out.toByteArray();
    }

    private static WireOutput finished(FromWorker.Finished finished) {
        WireOutput out = new WireOutput(FINISHED);
        OutcomeCodec.write(out, finished.outcome());
        out.number64(finished.fuelConsumed()).number64(finished.memoryBytes());
        EvidenceCodec.write(out, finished.evidence());
        return out.flag(finished.stdoutTruncated()).flag(finished.stderrTruncated());
    }

    private static WireOutput completed(FoundNames found) {
        WireOutput out = new WireOutput(COMPLETED).text(found.prefix()).flag(found.truncated());
        out.number32(found.candidates().size());
        for (Candidate candidate : found.candidates()) {
            out.text(candidate.text()).constant(candidate.kind());
        }
        return out;
    }

    private static FoundNames found(WireInput in) throws ProtocolException {
        String prefix = in.text(Wire.MAX_TEXT);
        boolean truncated = in.flag();
        int count = in.count(MAX_CANDIDATES);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candidates.add(new Candidate(in.text(Wire.MAX_TEXT), in.constant(Kind.class)));
        }
        return new FoundNames(prefix, candidates, truncated);
    }

    /**
     * Reads a message.
     *
     * @throws ProtocolException if it is none
     */
    static FromWorker decode(byte[] message) throws ProtocolException {
        WireInput in = new WireInput(message);
        int type = in.type();
        return in.end(
                switch (type) {
                    case READY -> new FromWorker.Ready(in.number32(0, Integer.MAX_VALUE));
                    case READ_FILE ->
                            new FromWorker.ReadFile(
                                    in.number32(0, Integer.MAX_VALUE), position(in), length(in));
                    case LIST_MOUNT ->
                            new FromWorker.ListMount(in.number32(0, Integer.MAX_VALUE), path(in));
                    case READ_MOUNT ->
                            new FromWorker.ReadMount(
                                    in.number32(0, Integer.MAX_VALUE),
                                    path(in),
                                    position(in),
                                    length(in));
                    case READ_INPUT -> new FromWorker.ReadInput(length(in));
                    case OUTPUT -> new FromWorker.Output(in.constant(Channel.class), piece(in));
                    case PUT_FILE ->
                            new FromWorker.PutFile(
                                    path(in), in.number64(0, Long.MAX_VALUE), in.time());
                    case CONTENT -> new FromWorker.Content(piece(in));
                    case PUT_LINK -> new FromWorker.PutLink(path(in), path(in));
                    case CREATE_DIRECTORY -> new FromWorker.CreateDirectory(path(in));
                    case DELETE -> new FromWorker.Delete(path(in));
                    case CAPTURED -> new FromWorker.Captured(in.constant(Channel.class), piece(in));
                    case FINISHED ->
                            new FromWorker.Finished(
                                    OutcomeCodec.read(in),
                                    in.number64(0, Long.MAX_VALUE),
                                    in.number64(0, MAX_MEMORY),
                                    EvidenceCodec.read(in),
                                    in.flag(),
                                    in.flag());
                    case VALIDATED ->
                            new FromWorker.Validated(
                                    new CodeValidation(
                                            in.flag(),
                                            in.textOrNull(Wire.MAX_TEXT),
                                            in.numberOrNull(1, Integer.MAX_VALUE),
                                            in.numberOrNull(1, Integer.MAX_VALUE),
                                            in.textOrNull(Wire.MAX_TEXT),
                                            in.constant(CodeValidation.Continuation.class)));
                    case COMPLETED -> new FromWorker.Completed(found(in));
                    case FAILED -> {
                        String reason = in.textOrNull(Wire.MAX_TEXT);
                        yield new FromWorker.Failed(
                                reason == null ? "no reason was given" : reason, in.flag());
                    }
                    case READ_STATE -> new FromWorker.ReadState();
                    case STATE -> new FromWorker.State(piece(in));
                    default -> throw new ProtocolException("a message of the unknown type " + type);
                });
    }

    private static long position(WireInput in) throws ProtocolException {
        return in.number64(0, Long.MAX_VALUE);
    }

    private static int length(WireInput in) throws ProtocolException {
        return in.number32(1, Wire.PIECE);
    }

    private static String path(WireInput in) throws ProtocolException {
        return in.text(Wire.MAX_PATH);
    }

    private static byte[] piece(WireInput in) throws ProtocolException {
        return in.bytes(Wire.PIECE);
    }
}
