package dev.wasmsandbox;

import java.util.List;

/**
 * What could stand where a cursor is, as the interpreter itself sees it.
 *
 * <p>Names come from untrusted code: they are bounded, and have no control characters in them.
 *
 * @param start where in the code that begins which a candidate replaces; it ends at the cursor
 * @param end where it ends: the cursor
 * @param candidates what could stand there instead, the likeliest kinds first
 * @param truncated whether there are more candidates than these
 */
public record CodeCompletion(int start, int end, List<Candidate> candidates, boolean truncated) {

    /** Copies the list. */
    public CodeCompletion {
        candidates = List.copyOf(candidates);
    }

    /** Says that nothing is known which could stand there. */
    public static CodeCompletion none(int cursor) {
        return new CodeCompletion(cursor, cursor, List.of(), false);
    }

    /**
     * One of the things that could stand there.
     *
     * @param text all of it, with what was typed already at its beginning
     * @param kind what it is
     */
    public record Candidate(String text, Kind kind) {}

    /** What a candidate is. */
    public enum Kind {
        /** A name that can be called. */
        FUNCTION,
        /** A class. */
        CLASS,
        /** A module. */
        MODULE,
        /** Any other variable or attribute. */
        VALUE,
        /** A word of the language. */
        KEYWORD,
        /** A parameter of the function that is being called, with its equals sign. */
        PARAMETER,
        /** A key of a mapping or an object; within quotes without them. */
        KEY,
        /** A file or, with a slash at the end, a directory. */
        FILE
    }
}
