package dev.wasmsandbox.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a guest is asked to do in one run, and its form in bytes (guest ABI, {@code guest_abi.h}).
 *
 * @param operation what to do
 * @param flags how to do it
 * @param code the program, any bytes; not copied
 * @param fileName the program's name in tracebacks
 * @param workingDirectory an absolute path in the guest
 * @param arguments the program's arguments, its own name first
 * @param environment the variables; null leaves those that the memory image has
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and not copied because it may be large
public record GuestRequest(
        Operation operation,
        Set<Flag> flags,
        byte[] code,
        String fileName,
        String workingDirectory,
        List<String> arguments,
        @Nullable Map<String, String> environment) {

    /** What to do with the code. */
    public enum Operation {
        /** Run it. */
        EXECUTE(1),
        /** Check its syntax; nothing runs. */
        VALIDATE(2),
        /** Tell what may stand where it ends. The instance is to be thrown away afterwards. */
        COMPLETE(3);

        private final int number;

        Operation(int number) {
            this.number = number;
        }
    }

    /** How to do it. */
    public enum Flag {
        /** No further run will follow on the instance: exit handlers run, and what is open is closed. */
        LAST(1),
        /** As at a prompt: the value of the last expression is written to standard output. */
        ECHO(2),
        /** The program tells where it is after so much work, and not when it is asked: the same program then tells the same. */
        STEADY(4);

        private final int bit;

        Flag(int bit) {
            this.bit = bit;
        }
    }

    private static final int KEEP_ENVIRONMENT = 0xffff_ffff;

    /** Writes the request as the guest reads it. */
    public byte[] encode() {
        List<byte[]> strings = new ArrayList<>();
        strings.add(code);
        strings.add(utf8(fileName));
        strings.add(utf8(workingDirectory));
        int beforeArguments = strings.size();
        arguments.forEach(argument -> strings.add(utf8(argument)));
        int beforeEnvironment = strings.size();
        if (environment != null) {
            environment.forEach((name, value) -> strings.add(utf8(name + '=' + value)));
        }
        long bytes = 5L * Integer.BYTES;
        for (byte[] string : strings) {
            bytes += Integer.BYTES + string.length;
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(GuestBundle.ABI).putInt(operation.number).putInt(bits());
        put(out, strings.subList(0, beforeArguments));
        out.putInt(arguments.size());
        put(out, strings.subList(beforeArguments, beforeEnvironment));
        out.putInt(environment == null ? KEEP_ENVIRONMENT : environment.size());
        put(out, strings.subList(beforeEnvironment, strings.size()));
        return out.array();
    }

    private int bits() {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }

    private static void put(ByteBuffer out, List<byte[]> strings) {
        for (byte[] string : strings) {
            out.putInt(string.length).put(string);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
