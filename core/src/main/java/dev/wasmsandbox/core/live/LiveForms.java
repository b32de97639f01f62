package dev.wasmsandbox.core.live;

import dev.wasmsandbox.core.checkpoint.InterpreterState;
import java.util.Optional;

/** Asks copies of interpreters for the variables that JSON can hold, where guests of a session may run. Thread-safe. */
public interface LiveForms {
    /** Whether this thread can ask. */
    boolean canAskHere();

    /** Asks; empty if there is no answer, or nowhere to get one in a short time. The answer may be anything. */
    Optional<String> ask(InterpreterState state);
}
