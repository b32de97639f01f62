package dev.wasmsandbox.core.text;

/** Decides which names a file may have in a workspace and in the guest. */
public final class FileNames {
    /** The longest name of common file systems, in bytes of UTF-8. */
    public static final int MAX_BYTES = 255;

    private FileNames() {}

    /** Tells whether a name is one part of a path and means itself everywhere. */
    public static boolean isPlain(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return false;
        }
        int bytes = 0;
        for (int index = 0; index < name.length(); index++) {
            char c = name.charAt(index);
            if (c == '/' || c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!isPair(name, index)) {
                    return false;
                }
                index++;
                bytes += 4;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes <= MAX_BYTES;
    }

    private static boolean isPair(String name, int index) {
        return index + 1 < name.length()
                && Character.isSurrogatePair(name.charAt(index), name.charAt(index + 1));
    }
}
