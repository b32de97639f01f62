package dev.wasmsandbox.core.guest;

import java.util.Set;

/**
 * Looks for imports in a program's text, without parsing it: a name after the word {@code import} or {@code from} on one line, or in quotes
 * after {@code import_module} or {@code __import__}. To find one too many costs nothing but a little memory.
 */
final class ImportScan {
    private static final byte[] WORD = {'i', 'm', 'p', 'o', 'r', 't'};

    /** Imports stand at the beginning; nobody reads megabytes of data in search of one. */
    private static final int MOST_BYTES = 1 << 20;

    private ImportScan() {}

    /** Whether a line that has an import in it has one of the modules in it too. */
    static boolean mentions(byte[] code, Set<String> modules) {
        int end = Math.min(code.length, MOST_BYTES);
        for (int at = find(code, 0, end); at >= 0; at = find(code, lineEnd(code, at, end), end)) {
            if (hasName(code, lineStart(code, at), lineEnd(code, at, end), modules)) {
                return true;
            }
        }
        return false;
    }

    private static int find(byte[] code, int from, int end) {
        for (int at = from; at <= end - WORD.length; at++) {
            if (code[at] == WORD[0] && isWord(code, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isWord(byte[] code, int at) {
        for (int i = 1; i < WORD.length; i++) {
            if (code[at + i] != WORD[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lineStart(byte[] code, int at) {
        int start = at;
        while (start > 0 && code[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] code, int at, int end) {
        int stop = at;
        while (stop < end && code[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    private static boolean hasName(byte[] code, int from, int to, Set<String> modules) {
        StringBuilder name = new StringBuilder();
        for (int at = from; at <= to; at++) {
            if (at < to && isNamePart(code[at])) {
                name.append((char) code[at]);
            } else {
                if (modules.contains(name.toString())) {
                    return true;
                }
                name.setLength(0);
            }
        }
        return false;
    }

    private static boolean isNamePart(byte character) {
        return character == '_'
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
