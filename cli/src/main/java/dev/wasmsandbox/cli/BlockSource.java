package dev.wasmsandbox.cli;

import java.util.Optional;

/** Where a prompt gets its input from, one complete piece of code or one command at a time. */
interface BlockSource {
    /** Waits for the next one; empty at the end of the input. */
    Optional<String> next();
}
