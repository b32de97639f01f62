package dev.wasmsandbox.engine.metering;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the binary format of WebAssembly. */
final class WasmWriter extends ByteArrayOutputStream {
    WasmWriter(int size) {
        super(size);
    }

    WasmWriter octets(int... octets) {
        for (int octet : octets) {
            write(octet);
        }
        return this;
    }

    /** An unsigned number. */
    WasmWriter number(int value) {
        int left = value;
        while (left >>> 7 != 0) {
            write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        write(left);
        return this;
    }

    /** A signed number, as constants are. */
    WasmWriter signed(long value) {
        long left = value;
        while (left < -64 || left > 63) {
            write((int) ((left & 0x7f) | 0x80));
            left >>= 7;
        }
        write((int) (left & 0x7f));
        return this;
    }

    WasmWriter name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        writeBytes(bytes);
        return this;
    }

    /** Another writer's bytes, after their number. */
    WasmWriter sized(WasmWriter part) {
        number(part.size());
        writeBytes(part.toByteArray());
        return this;
    }
}
