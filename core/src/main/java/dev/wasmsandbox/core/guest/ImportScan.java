package dev.wasmsandbox.core.guest;

import java.util.function.Consumer;

/**
 * Looks for imports in a program's text, without parsing it: names on a line with the word {@code import}, and, where the
 * program imports by functions such as {@code import_module} or {@code __import__}, names that stand alone in quotes. To find one too many costs
 * nothing but a little memory.
 */
final class ImportScan {
    private static final byte[] WORD = {'i', 'm', 'p', 'o', 'r', 't'};

    /** Imports stand at the beginning; nobody reads megabytes of data in search of one. */
    private static final int MOST_BYTES = 1 << 20;

    private final byte[] code;
    private final int end;
    private final Consumer<String> found;
    private boolean byFunction;

    private ImportScan(byte[] code, Consumer<String> found) {
        this.code = code;
        this.end = Math.min(code.length, MOST_BYTES);
        this.found = found;
    }

    /** Passes on each name that may be the name of a module which the program imports; of a dotted one, all parts. */
    static void names(byte[] code, Consumer<String> found) {
        ImportScan scan = new ImportScan(code, found);
        scan.lines();
        if (scan.byFunction) {
            scan.quoted();
        }
    }

    private void lines() {
        for (int at = find(0); at >= 0; ) {
            int start = lineStart(at);
            int stop = lineEnd(at);
            namesBetween(start, stop);
            byFunction |= isByFunction(start, stop);
            at = find(stop);
        }
    }

    private int find(int from) {
        for (int at = from; at <= end - WORD.length; at++) {
            if (isWord(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isWord(int at) {
        for (int i = 0; i < WORD.length; i++) {
            if (code[at + i] != WORD[i]) {
                return false;
            }
        }
        return true;
    }

    private int lineStart(int at) {
        int start = at;
        while (start > 0 && (code[start - 1] != '\n' || isContinued(start - 1))) {
            start--;
        }
        return start;
    }

    private int lineEnd(int at) {
        int stop = at;
        while (stop < end && (code[stop] != '\n' || isContinued(stop))) {
            stop++;
        }
        return stop;
    }

    /** A backslash before its end lets a line go on. */
    private boolean isContinued(int newline) {
        int last = newline > 0 && code[newline - 1] == '\r' ? newline - 2 : newline - 1;
        return last >= 0 && code[last] == '\\';
    }

    /** Whether the word is part of a longer name, such as import_module, importlib or __import__. */
    private boolean isByFunction(int from, int to) {
        for (int at = from; at <= to - WORD.length; at++) {
            int stop = at + WORD.length;
            boolean goesOn = stop < to && isNamePart(code[stop]);
            boolean began = at > from && isNamePart(code[at - 1]);
            if ((goesOn || began) && isWord(at)) {
                return true;
            }
        }
        return false;
    }

    private void namesBetween(int from, int to) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || !isNamePart(code[at])) {
                if (at > start) {
                    found.accept(name(start, at));
                }
                start = at + 1;
            }
        }
    }

    /** Names that begin behind a quote and end before one or before a dot. */
    private void quoted() {
        for (int at = 0; at < end; at++) {
            if (!isQuote(code[at])) {
                continue;
            }
            int stop = at + 1;
            while (stop < end && isNamePart(code[stop])) {
                stop++;
            }
            if (stop > at + 1 && stop < end && (code[stop] == '.' || isQuote(code[stop]))) {
                found.accept(name(at + 1, stop));
            }
            at = stop - 1;
        }
    }

    private String name(int from, int to) {
        StringBuilder name = new StringBuilder(to - from);
        for (int at = from; at < to; at++) {
            name.append((char) code[at]);
        }
        return name.toString();
    }

    private static boolean isQuote(byte character) {
        return character == '"' || character == '\'';
    }

    private static boolean isNamePart(byte character) {
        return character == '_'
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }
}
