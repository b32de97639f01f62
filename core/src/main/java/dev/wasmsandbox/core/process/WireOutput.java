package dev.wasmsandbox.core.process;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a message together: numbers big-endian, texts as UTF-8 after their length, what may be absent after a byte that tells. */
final class WireOutput {
    private byte[] bytes = new byte[128];
    private int size;

    WireOutput(int type) {
        number8(type);
    }

    WireOutput number8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    WireOutput flag(boolean value) {
        return number8(value ? 1 : 0);
    }

    @SuppressWarnings("EnumOrdinal") // both sides are of one build
    WireOutput constant(Enum<?> value) {
        return number8(value.ordinal());
    }

    WireOutput number32(int value) {
        room(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    WireOutput number64(long value) {
        return number32((int) (value >>> 32)).number32((int) value);
    }

    WireOutput time(Instant value) {
        return number64(value.getEpochSecond()).number32(value.getNano());
    }

    WireOutput bytes(byte[] value) {
        number32(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    WireOutput text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    WireOutput textOrNull(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    WireOutput numberOrNull(@Nullable Integer value) {
        flag(value != null);
        return value == null ? this : number32(value);
    }

    WireOutput number64OrNull(@Nullable Long value) {
        flag(value != null);
        return value == null ? this : number64(value);
    }

    WireOutput texts(List<String> values) {
        number32(values.size());
        values.forEach(this::text);
        return this;
    }

    WireOutput texts(Map<String, String> values) {
        number32(values.size());
        values.forEach((name, value) -> text(name).text(value));
        return this;
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
