package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StateFallback;
import dev.wasmsandbox.core.text.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns results into plain maps under the guide's keys.
 *
 * <p>Written by hand: binding by reflection would cost the command line a tenth of a second at every start.
 */
public final class ResultMaps {
    private ResultMaps() {}

    /** Returns all of a result. */
    public static Map<String, @Nullable Object> result(SandboxResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("success", result.success());
        map.put("stdout", result.stdout());
        map.put("stderr", result.stderr());
        map.put("exit_code", result.exitCode());
        map.put(
                "fuel_consumed",
                result.fuelConsumed().isPresent() ? result.fuelConsumed().getAsLong() : null);
        map.put("memory_used_bytes", result.memoryUsedBytes());
        map.put("duration_ms", result.durationMs());
        map.put("files_created", result.filesCreated());
        map.put("files_modified", result.filesModified());
        map.put("files_deleted", result.filesDeleted());
        map.put("workspace_path", result.workspacePath().map(Object::toString).orElse(null));
        map.put("outcome", result.outcome().id());
        map.put("metadata", metadata(result.metadata()));
        return map;
    }

    /** Returns the metadata of a result; what is not known is absent or null as in the guide. */
    public static Map<String, @Nullable Object> metadata(ExecutionMetadata metadata) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("session_id", metadata.sessionId());
        map.put("runtime", metadata.runtime().id());
        map.put("trapped", metadata.trapped());
        map.put("trap_reason", metadata.trapReason() == null ? null : metadata.trapReason().id());
        map.put("trap_message", metadata.trapMessage());
        map.put("fuel_analysis", fuelAnalysis(metadata.fuelAnalysis()));
        // Readers of the guide test for the key's presence.
        if (metadata.errorGuidance() != null) {
            map.put("error_guidance", errorGuidance(metadata.errorGuidance()));
        }
        if (metadata.error() != null) {
            map.put("error", error(metadata.error()));
        }
        map.put("stdout_truncated", metadata.stdoutTruncated());
        map.put("stderr_truncated", metadata.stderrTruncated());
        map.put("memory_pages", metadata.memoryPages());
        map.put("queued_ms", metadata.queuedMs());
        if (metadata.logsDirectory() != null) {
            map.put("logs_directory", metadata.logsDirectory().toString());
        }
        StateFallback fallback = metadata.stateFallback();
        if (fallback != null) {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            told.put("variables", fallback.variables());
            told.put("left_out", fallback.leftOut());
            map.put("state_fallback", told);
        }
        return map;
    }

    /** Returns the answer to a syntax check. */
    public static Map<String, @Nullable Object> validation(CodeValidation validation) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("valid", validation.valid());
        map.put("message", validation.message());
        map.put("line", validation.line());
        map.put("column", validation.column());
        map.put("text", validation.text());
        map.put("continuation", validation.continuation().name().toLowerCase(Locale.ROOT));
        return map;
    }

    /** Writes a map as one JSON object. */
    public static String json(Map<String, ? extends @Nullable Object> map) {
        return Json.write(map);
    }

    private static Map<String, @Nullable Object> fuelAnalysis(FuelAnalysis analysis) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("status", analysis.status().id());
        map.put("consumed", analysis.consumed());
        map.put("budget", analysis.budget());
        map.put("utilization_percent", analysis.utilizationPercent());
        map.put("recommendation", analysis.recommendation());
        map.put("likely_causes", analysis.likelyCauses());
        map.put("recommended_budget", analysis.recommendedBudget());
        return map;
    }

    private static Map<String, @Nullable Object> errorGuidance(ErrorGuidance guidance) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("error_type", guidance.errorType());
        map.put("actionable_guidance", guidance.actionableGuidance());
        map.put("related_docs", guidance.relatedDocs());
        map.put("code_examples", guidance.codeExamples());
        return map;
    }

    private static Map<String, @Nullable Object> error(ErrorReport error) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("phase", error.phase().name().toLowerCase(Locale.ROOT));
        map.put("name", error.name());
        map.put("message", error.message());
        map.put("file", error.file());
        map.put("line", error.line());
        map.put("column", error.column());
        return map;
    }
}
