package dev.wasmsandbox.fuzz.wasi;

import java.nio.charset.StandardCharsets;

/** Shows the paths of a call. They lie at one place in each call, so only those of the last one are still there. */
final class WasiCallText {
    private static final int LONGEST = 300;

    private WasiCallText() {}

    static String paths(WasiCall call, ArrayMemory memory) {
        StringBuilder text = new StringBuilder();
        String kinds = CallMaker.kinds(call.function());
        int index = 0;
        for (int i = 0; i < kinds.length(); i++) {
            char kind = kinds.charAt(i);
            if (kind == 'p') {
                text.append(' ').append(path(memory, call.i32(index), call.i32(index + 1)));
            }
            index += kind == 's' ? 3 : kind == 'p' || kind == 'b' || kind == 'v' ? 2 : 1;
        }
        return text.toString();
    }

    private static String path(ArrayMemory memory, int address, int length) {
        if (length < 0 || Integer.toUnsignedLong(address) + length > memory.size()) {
            return "(outside)";
        }
        byte[] bytes = new byte[Math.min(length, LONGEST)];
        memory.read(address, bytes, 0, bytes.length);
        return '"' + new String(bytes, StandardCharsets.UTF_8) + '"';
    }
}
