package dev.wasmsandbox.benchmarks;

import dev.wasmsandbox.SandboxResult;

/** Sees to it that nobody measures how fast something fails. */
final class Checks {
    private Checks() {}

    static SandboxResult success(SandboxResult result) {
        if (!result.success()) {
            throw new IllegalStateException(
                    "a run ended with " + result.outcome() + ": " + result.stderr());
        }
        return result;
    }
}
