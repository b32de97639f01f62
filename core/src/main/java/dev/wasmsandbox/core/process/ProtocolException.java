package dev.wasmsandbox.core.process;

import java.io.IOException;

/** The other side sent what it never sends: it is broken, or in somebody else's hands. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what was received. */
    public ProtocolException(String message) {
        super(message);
    }
}
