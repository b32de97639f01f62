package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.TrapReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes and reads how a run ended. */
final class OutcomeCodec {
    private static final int COMPLETED = 1;
    private static final int GUEST_ERROR = 2;
    private static final int EXITED = 3;
    private static final int LIMIT_REACHED = 4;
    private static final int TRAPPED = 5;
    private static final int CANCELLED = 6;
    private static final int HOST_FAILURE = 7;

    private static final int TEXT = 1;
    private static final int WHOLE = 2;
    private static final int FLOATING = 3;
    private static final int FLAG = 4;
    private static final int TEXTS = 5;

    private static final int MAX_CHARS = 16_384;
    private static final int MAX_ATTRIBUTES = 64;
    private static final int MAX_LIST = 1_000;
    private static final int MAX_CAUSES = 8;

    private OutcomeCodec() {}

    static void write(WireOutput out, Outcome outcome) {
        switch (outcome) {
            case Outcome.Completed() -> out.number8(COMPLETED);
            case Outcome.GuestError(ErrorReport error) -> report(out.number8(GUEST_ERROR), error);
            case Outcome.Exited(int code) -> out.number8(EXITED).number32(code);
            case Outcome.LimitReached(TrapReason reason, String message) ->
                    out.number8(LIMIT_REACHED).constant(reason).textOrNull(shortened(message));
            case Outcome.Trapped(TrapReason reason, String message) ->
                    out.number8(TRAPPED).constant(reason).textOrNull(shortened(message));
            case Outcome.Cancelled() -> out.number8(CANCELLED);
            case Outcome.HostFailure(String message, Throwable _) ->
                    out.number8(HOST_FAILURE).textOrNull(shortened(message));
            case Outcome.WorkerLost(String message) ->
                    out.number8(HOST_FAILURE).textOrNull(shortened(message));
        }
    }

    static Outcome read(WireInput in) throws ProtocolException {
        int kind = in.type();
        return switch (kind) {
            case COMPLETED -> new Outcome.Completed();
            case GUEST_ERROR -> new Outcome.GuestError(report(in, MAX_CAUSES));
            case EXITED -> new Outcome.Exited(in.number32(0, 255));
            case LIMIT_REACHED -> new Outcome.LimitReached(reason(in, true), message(in));
            case TRAPPED -> new Outcome.Trapped(reason(in, false), message(in));
            case CANCELLED -> new Outcome.Cancelled();
            case HOST_FAILURE -> new Outcome.HostFailure(message(in), null);
            default -> throw new ProtocolException("an end of the unknown kind " + kind);
        };
    }

    private static TrapReason reason(WireInput in, boolean limit) throws ProtocolException {
        TrapReason reason = in.constant(TrapReason.class);
        if (reason.isLimit() != limit) {
            throw new ProtocolException(reason + " is no reason for such an end");
        }
        return reason;
    }

    private static String message(WireInput in) throws ProtocolException {
        String message = in.textOrNull(Wire.MAX_TEXT);
        return message == null ? "" : message;
    }

    private static void report(WireOutput out, ErrorReport error) {
        out.constant(error.phase())
                .textOrNull(shortened(error.name()))
                .textOrNull(shortened(error.message()))
                .textOrNull(shortened(error.file()))
                .numberOrNull(error.line())
                .numberOrNull(error.column());
        Map<String, Object> attributes = error.attributes();
        out.number32(attributes.size());
        attributes.forEach((name, value) -> attribute(out.text(name), value));
        out.number32(error.causes().size());
        error.causes().forEach(cause -> report(out, cause));
    }

    private static void attribute(WireOutput out, Object value) {
        switch (value) {
            case Double number -> out.number8(FLOATING).number64(Double.doubleToLongBits(number));
            case Number number -> out.number8(WHOLE).number64(number.longValue());
            case Boolean flag -> out.number8(FLAG).flag(flag);
            case List<?> list ->
                    out.number8(TEXTS).texts(list.stream().map(String::valueOf).toList());
            default -> out.number8(TEXT).text(String.valueOf(value));
        }
    }

    /** Reads an error with at most so many causes. */
    private static ErrorReport report(WireInput in, int mostCauses) throws ProtocolException {
        ErrorReport.Phase phase = in.constant(ErrorReport.Phase.class);
        String name = message(in);
        String message = message(in);
        String file = in.textOrNull(Wire.MAX_TEXT);
        Integer line = in.numberOrNull(1, Integer.MAX_VALUE);
        Integer column = in.numberOrNull(1, Integer.MAX_VALUE);
        int count = in.count(MAX_ATTRIBUTES);
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(in.text(Wire.MAX_TEXT), attribute(in));
        }
        int causeCount = in.count(mostCauses);
        List<ErrorReport> causes = new ArrayList<>();
        for (int i = 0; i < causeCount; i++) {
            causes.add(report(in, 0));
        }
        return new ErrorReport(phase, name, message, file, line, column, attributes, causes);
    }

    private static Object attribute(WireInput in) throws ProtocolException {
        int kind = in.type();
        return switch (kind) {
            case TEXT -> in.text(Wire.MAX_TEXT);
            case WHOLE -> in.number64(Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOATING -> Double.longBitsToDouble(in.number64(Long.MIN_VALUE, Long.MAX_VALUE));
            case FLAG -> in.flag();
            case TEXTS -> in.texts(MAX_LIST, Wire.MAX_TEXT);
            default -> throw new ProtocolException("an attribute of the unknown kind " + kind);
        };
    }

    /** Cuts what the other side would refuse; no message to people is longer. */
    static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
}
