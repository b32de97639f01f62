package dev.wasmsandbox.cli;

import java.io.IOException;

/** Standard output cannot be written to any more, usually because its reader went away. */
final class BrokenPipeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenPipeException(IOException cause) {
        super(cause);
    }
}
