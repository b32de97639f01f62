package dev.wasmsandbox;

import java.nio.file.Path;

/** A process that dies without warning behind a call that was answered. */
final class KilledSession {
    static final int EXIT_CODE = 9;

    private KilledSession() {}

    /** Arguments: the folder of the sessions, the session, the code. */
    public static void main(String[] arguments) {
        Sandbox sandbox =
                Sandbox.builder()
                        .workspaceRoot(Path.of(arguments[0]))
                        .sessionId(arguments[1])
                        .logger(SandboxLogger.none())
                        .autoPersistGlobals(true)
                        .saveEachRun(true)
                        .build();
        SandboxResult result = sandbox.execute(arguments[2]);
        Runtime.getRuntime().halt(result.success() ? EXIT_CODE : 1);
    }
}
