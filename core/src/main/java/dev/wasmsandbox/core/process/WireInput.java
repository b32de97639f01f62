package dev.wasmsandbox.core.process;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message apart that may be anything: each number has its range, each text and list its most, and nothing is allocated for what the
 * message does not hold.
 */
final class WireInput {
    private final ByteBuffer bytes;

    WireInput(byte[] message) {
        bytes = ByteBuffer.wrap(message);
    }

    int type() throws ProtocolException {
        return number8(0, 255);
    }

    private int number8(int least, int most) throws ProtocolException {
        return (int) inRange(next(1).get() & 0xff, least, most);
    }

    boolean flag() throws ProtocolException {
        return number8(0, 1) == 1;
    }

    <E extends Enum<E>> E constant(Class<E> type) throws ProtocolException {
        E[] all = type.getEnumConstants();
        return all[number8(0, all.length - 1)];
    }

    int number32(int least, int most) throws ProtocolException {
        return (int) inRange(next(Integer.BYTES).getInt(), least, most);
    }

    long number64(long least, long most) throws ProtocolException {
        return inRange(next(Long.BYTES).getLong(), least, most);
    }

    Instant time() throws ProtocolException {
        return Instant.ofEpochSecond(
                number64(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                number32(0, 999_999_999));
    }

    byte[] bytes(int most) throws ProtocolException {
        int length = number32(0, most);
        // Checked first: nothing is allocated for bytes that are not there.
        ByteBuffer there = next(length);
        byte[] value = new byte[length];
        there.get(value);
        return value;
    }

    String text(int mostBytes) throws ProtocolException {
        byte[] utf8 = bytes(mostBytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolException("a text is no UTF-8");
        }
    }

    @Nullable String textOrNull(int mostBytes) throws ProtocolException {
        return flag() ? text(mostBytes) : null;
    }

    @Nullable Integer numberOrNull(int least, int most) throws ProtocolException {
        return flag() ? (Integer) number32(least, most) : null;
    }

    @Nullable Long number64OrNull(long least, long most) throws ProtocolException {
        return flag() ? (Long) number64(least, most) : null;
    }

    /** Reads how many elements follow; no element is shorter than a byte, so there are no more than bytes are left. */
    int count(int most) throws ProtocolException {
        return number32(0, Math.min(most, Math.max(0, bytes.remaining() - Integer.BYTES)));
    }

    List<String> texts(int mostCount, int mostBytes) throws ProtocolException {
        int count = count(mostCount);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(text(mostBytes));
        }
        return values;
    }

    Map<String, String> textsByName(int mostCount, int mostBytes) throws ProtocolException {
        int count = count(mostCount);
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put(text(mostBytes), text(mostBytes));
        }
        return values;
    }

    /** Checks that the message has nothing after its end. */
    <M> M end(M message) throws ProtocolException {
        if (bytes.hasRemaining()) {
            throw new ProtocolException(bytes.remaining() + " bytes follow a message");
        }
        return message;
    }

    private ByteBuffer next(int length) throws ProtocolException {
        if (bytes.remaining() < length) {
            throw new ProtocolException("a message ends too early");
        }
        return bytes;
    }

    private static long inRange(long value, long least, long most) throws ProtocolException {
        if (value < least || value > most) {
            throw new ProtocolException(
                    "a number is " + value + ", allowed is " + least + " to " + most);
        }
        return value;
    }
}
