package dev.wasmsandbox.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Rules for names and paths: UTF-8, bounded, no NUL. */
final class Names {

    /** The longest path in bytes; with the NUL that C adds it is the usual PATH_MAX of 4096. */
    static final int MAX_PATH_BYTES = 4095;

    static final int MAX_NAME_BYTES = 255;

    private static final char REPLACEMENT = '\ufffd';

    private Names() {}

    /** Decodes strictly: anything that is not UTF-8 is {@code EILSEQ}. */
    static String decode(byte[] bytes, int length) {
        // Lenient decoding is an intrinsic for ASCII; only its replacement character makes a second
        // look necessary.
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Errno.ILSEQ.failure();
        }
    }

    static byte[] encode(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static int utf8Length(String text) {
        int length = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return encode(text).length;
            }
        }
        return length;
    }

    static boolean tooLong(String name) {
        // No character takes more than three bytes per UTF-16 unit.
        return name.length() > MAX_NAME_BYTES
                || (name.length() > MAX_NAME_BYTES / 3 && utf8Length(name) > MAX_NAME_BYTES);
    }

    /** Tells whether a guest could name an entry of a directory like this. */
    static boolean usable(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\0') < 0
                && !tooLong(name)
                && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }
}
