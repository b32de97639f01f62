package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import java.io.IOException;

/**
 * What all runs of a sandbox have in common.
 *
 * @param runtime the language
 * @param language what differs between the languages
 * @param policy what a run may use
 * @param sessionId the session
 * @param storage where its files are kept
 * @param scratch where large contents go while a run writes them
 * @param mounts the host's trees that the policy mounts
 * @param logger who hears of events
 * @param rollbackOnError whether a run that does not succeed changes nothing
 */
public record SessionContext(
        RuntimeType runtime,
        Language language,
        ExecutionPolicy policy,
        String sessionId,
        StorageAdapter storage,
        ScratchDirectory scratch,
        PolicyMounts mounts,
        SandboxLogger logger,
        boolean rollbackOnError)
        implements AutoCloseable {

    /** Gives back what the sandbox opened; to be called when nothing runs any more. */
    @Override
    public void close() {
        mounts.close();
        try {
            scratch.close();
        } catch (IOException e) {
            // What is left is swept when the next sandbox is opened there.
            return;
        }
    }
}
