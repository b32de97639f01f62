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
 */
public record CodeValidation(
        boolean valid,
        @Nullable String message,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String text) {

    /** Says that nothing is wrong. */
    public static CodeValidation ok() {
        return new CodeValidation(true, null, null, null, null);
    }
}
