package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a sandbox, as its builder collected them.
 *
 * @param runtime the language
 * @param policy what a run may use
 * @param sessionId the session to resume or begin; null for a new one
 * @param workspaceRoot the folder of the sessions, if no storage is given
 * @param storage where sessions are kept; null for folders on disk
 * @param logger who hears of events
 * @param sessionPatience how long a run waits for a session that somebody else uses
 * @param rollbackOnError whether a run that does not succeed changes nothing
 * @param live how the interpreter lives on between runs; null if each run has a fresh one
 * @param allowNonUuid whether the session id may be something else than a version 4 UUID
 * @param isolation where runs take place
 */
public record SandboxOptions(
        RuntimeType runtime,
        ExecutionPolicy policy,
        @Nullable String sessionId,
        Path workspaceRoot,
        @Nullable StorageAdapter storage,
        SandboxLogger logger,
        Duration sessionPatience,
        boolean rollbackOnError,
        @Nullable LiveOptions live,
        boolean allowNonUuid,
        Isolation isolation) {}
