package dev.wasmsandbox;

import java.util.List;

/**
 * What a run began with because the interpreter of its session was saved by another build of the language, which cannot go on here: a
 * fresh interpreter with those variables that JSON can hold. Python's global variables, or the properties of JavaScript's {@code
 * _state}.
 *
 * @param variables how many variables it has
 * @param leftOut names of variables that it does not have, at most 100
 */
public record StateFallback(int variables, List<String> leftOut) {
    /** Copies the list. */
    public StateFallback {
        leftOut = List.copyOf(leftOut);
    }
}
