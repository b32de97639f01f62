package dev.wasmsandbox;

import dev.wasmsandbox.core.sandbox.ResultMaps;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells beside its output.
 *
 * @param sessionId the session it ran in
 * @param runtime the language
 * @param trapped whether it was stopped before the program ended
 * @param trapReason why it was stopped; null if it was not
 * @param trapMessage more about it; null if it was not
 * @param error the exception that went uncaught; null if none did
 * @param fuelAnalysis how it stands to its fuel budget
 * @param errorGuidance what can be done about a failure; null if nothing is known to help
 * @param stdoutTruncated whether standard output went over its cap
 * @param stderrTruncated whether standard error went over its cap
 * @param memoryPages the largest size of the linear memory, in pages of 64 KiB
 * @param queuedMs how long it waited for its session and for a thread, in milliseconds; no time limit counts that
 * @param logsDirectory where the output was kept; null unless the policy asks for it
 * @param stateFallback what the run began with because the saved interpreter is of another build; null if that was not so
 */
public record ExecutionMetadata(
        String sessionId,
        RuntimeType runtime,
        boolean trapped,
        @Nullable TrapReason trapReason,
        @Nullable String trapMessage,
        @Nullable ErrorReport error,
        FuelAnalysis fuelAnalysis,
        @Nullable ErrorGuidance errorGuidance,
        boolean stdoutTruncated,
        boolean stderrTruncated,
        long memoryPages,
        double queuedMs,
        @Nullable Path logsDirectory,
        @Nullable StateFallback stateFallback) {

    /** Returns the metadata as plain maps, lists, strings, numbers and booleans under the guide's snake_case keys. */
    public Map<String, @Nullable Object> toMap() {
        return ResultMaps.metadata(this);
    }
}
