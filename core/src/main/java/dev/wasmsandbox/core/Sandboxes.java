package dev.wasmsandbox.core;

import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxUnavailableException;

/** Opens sandboxes. */
public final class Sandboxes {
    private Sandboxes() {}

    /** Opens a sandbox with these settings. */
    @SuppressWarnings("DoNotCallSuggester") // no guest is there yet
    public static Sandbox open(SandboxOptions options) {
        throw new SandboxUnavailableException(
                "no guest for " + options.runtime().id() + " is part of this build");
    }
}
