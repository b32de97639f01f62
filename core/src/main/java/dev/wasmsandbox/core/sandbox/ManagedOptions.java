package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.live.LiveLimits;
import java.time.Duration;

/**
 * The settings of a manager of sessions, as its builder collected them.
 *
 * @param storage where sessions are kept
 * @param policy what a run may use
 * @param logger who hears of events
 * @param sessionPatience how long a run waits for a session that somebody else uses
 * @param saveEachRun whether interpreters are saved before a run is answered
 * @param undoDepth how many runs of a session can be taken back
 * @param rollbackOnError whether a run that does not succeed changes nothing
 * @param limits what stays awake
 * @param queue how many runs of one session and language may wait for their turn
 * @param closePatience how long closing waits until all is saved
 * @param isolation where runs take place
 */
public record ManagedOptions(
        StorageAdapter storage,
        ExecutionPolicy policy,
        SandboxLogger logger,
        Duration sessionPatience,
        boolean saveEachRun,
        int undoDepth,
        boolean rollbackOnError,
        LiveLimits limits,
        int queue,
        Duration closePatience,
        Isolation isolation) {}
