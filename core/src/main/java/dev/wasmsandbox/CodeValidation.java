package dev.wasmsandbox;

import org.jspecify.annotations.Nullable;

/**
 * What the guest's own parser says about a piece of code.
 *
 * @param valid whether the code can be compiled
 * @param message what is wrong, as the language says it; null if nothing is
 * @param line the line of the mistake, from 1, if known
 * @param column the column of the mistake, from 1, if known
 * @param text the line's text, if known
 * @param continuation whether further lines belong to the code
 */
public record CodeValidation(
        boolean valid,
        @Nullable String message,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String text,
        Continuation continuation) {

    /** Whether further lines belong to a piece of code: what a prompt asks when a line was typed. */
    public enum Continuation {
        /** The code is complete, or wrong in a way that no further line mends. */
        NONE,
        /**
         * The code is complete as it is, but the next line may still belong to it: the block at its end can go on, or in
         * JavaScript the expression.
         */
        POSSIBLE,
        /** The code is not valid because it ends too soon. */
        NEEDED
    }

    /** Says that nothing is wrong, and nothing is missing. */
    public static CodeValidation ok() {
        return new CodeValidation(true, null, null, null, null, Continuation.NONE);
    }
}
