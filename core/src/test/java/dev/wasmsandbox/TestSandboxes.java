package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What tests of sandboxes do again and again. */
public final class TestSandboxes {
    private TestSandboxes() {}

    /** Prepares a sandbox whose interpreter lives on, with sessions in a folder. */
    static SandboxBuilder live(Path root) {
        return live(Sandbox.builder().workspaceRoot(root));
    }

    /** Prepares a sandbox whose interpreter lives on. */
    public static SandboxBuilder live(StorageAdapter storage) {
        return live(Sandbox.builder().storage(storage));
    }

    private static SandboxBuilder live(SandboxBuilder builder) {
        return builder.logger(SandboxLogger.none()).autoPersistGlobals(true);
    }

    /** Runs code that has to go well; returns what it printed. */
    public static String out(Sandbox sandbox, String code) {
        SandboxResult result = sandbox.execute(code);
        assertThat(result.success()).as(result.stderr()).isTrue();
        return result.stdout();
    }

    /** Returns a result that has to be good, and without a word on standard error. */
    static SandboxResult quiet(SandboxResult result) {
        assertThat(result.stderr()).isEmpty();
        assertThat(result.success()).as(result.outcome().toString()).isTrue();
        return result;
    }

    /** Types code at a prompt. */
    static SandboxResult type(Sandbox sandbox, String code) {
        return sandbox.execute(ExecutionRequest.builder(code).echo(true).build());
    }

    /** Types code that has to go well at a prompt; returns what is shown. */
    static String shown(Sandbox sandbox, String code) {
        return quiet(type(sandbox, code)).stdout();
    }
}
