package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.core.text.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SandboxResultTest {
    private static final ErrorReport ERROR =
            new ErrorReport(
                    ErrorReport.Phase.RUN,
                    "ZeroDivisionError",
                    "division by zero",
                    "/app/user_code.py",
                    3,
                    5,
                    Map.of());

    static ExecutionMetadata metadata(Outcome outcome, @Nullable ErrorGuidance guidance) {
        return new ExecutionMetadata(
                "s",
                RuntimeType.PYTHON,
                outcome.trapReason() != null,
                outcome.trapReason(),
                outcome.trapMessage(),
                outcome instanceof Outcome.GuestError(ErrorReport error) ? error : null,
                new FuelAnalysis(
                        FuelAnalysis.Status.EFFICIENT, 25L, 100, 25.0, "Fine.", List.of(), 200L),
                guidance,
                false,
                true,
                3,
                1.5,
                null,
                null);
    }

    static SandboxResult result(Outcome outcome) {
        return SandboxResult.builder()
                .outcome(outcome)
                .output("out\n", "err\n")
                .fuelConsumed(25)
                .memoryUsedBytes(196_608)
                .durationMs(1.25)
                .files(List.of("a"), List.of("b"), List.of("c"))
                .workspacePath(Path.of("/w/s"))
                .metadata(metadata(outcome, null))
                .build();
    }

    @Test
    void success_is_decided_by_the_end_alone() {
        assertThat(result(new Outcome.Completed()).success()).isTrue();
        assertThat(result(new Outcome.Exited(0)).success()).isTrue();
        for (Outcome bad :
                List.of(
                        new Outcome.Exited(1),
                        new Outcome.GuestError(ERROR),
                        new Outcome.LimitReached(TrapReason.TIMEOUT, "m"),
                        new Outcome.Trapped(TrapReason.UNREACHABLE, "m"),
                        new Outcome.Cancelled(),
                        new Outcome.HostFailure("m", null))) {
            assertThat(result(bad).success()).as(bad.id()).isFalse();
        }
    }

    @Test
    void exit_codes_are_the_programs_own() {
        assertThat(result(new Outcome.Exited(7)).exitCode()).isEqualTo(7);
        assertThat(result(new Outcome.GuestError(ERROR)).exitCode()).isEqualTo(1);
        assertThat(result(new Outcome.Cancelled()).exitCode()).isEqualTo(Outcome.STOPPED);
        assertThat(new Outcome.Cancelled().trapReason()).isEqualTo(TrapReason.CANCELLED);
        assertThat(new Outcome.HostFailure("m", null).trapReason())
                .isEqualTo(TrapReason.HOST_ERROR);
        assertThat(new Outcome.Exited(7).trapReason()).isNull();
    }

    @Test
    void json_has_the_keys_of_the_guide() {
        Map<String, @Nullable Object> json =
                Json.readObject(
                        result(new Outcome.Completed()).toJson().getBytes(StandardCharsets.UTF_8));

        assertThat(json.keySet())
                .containsExactly(
                        "success",
                        "stdout",
                        "stderr",
                        "exit_code",
                        "fuel_consumed",
                        "memory_used_bytes",
                        "duration_ms",
                        "files_created",
                        "files_modified",
                        "files_deleted",
                        "workspace_path",
                        "outcome",
                        "metadata");
        assertThat(json)
                .containsEntry("success", true)
                .containsEntry("stdout", "out\n")
                .containsEntry("exit_code", 0L)
                .containsEntry("fuel_consumed", 25L)
                .containsEntry("duration_ms", 1.25)
                .containsEntry("files_created", List.of("a"))
                .containsEntry("files_deleted", List.of("c"))
                .containsEntry("workspace_path", Path.of("/w/s").toString())
                .containsEntry("outcome", "completed");
    }

    @Test
    void metadata_has_the_keys_of_the_guide() {
        Outcome limit = new Outcome.LimitReached(TrapReason.OUT_OF_FUEL, "used up");
        ErrorGuidance guidance =
                new ErrorGuidance("OutOfFuel", List.of("step"), List.of("doc"), List.of("code"));

        assertThat(metadata(limit, guidance).toMap())
                .containsEntry("session_id", "s")
                .containsEntry("runtime", "python")
                .containsEntry("trapped", true)
                .containsEntry("trap_reason", "out_of_fuel")
                .containsEntry("trap_message", "used up")
                .containsEntry("stdout_truncated", false)
                .containsEntry("stderr_truncated", true)
                .containsEntry("memory_pages", 3L)
                .containsEntry(
                        "error_guidance",
                        Map.of(
                                "error_type", "OutOfFuel",
                                "actionable_guidance", List.of("step"),
                                "related_docs", List.of("doc"),
                                "code_examples", List.of("code")))
                .containsEntry(
                        "fuel_analysis",
                        Map.of(
                                "status",
                                "efficient",
                                "consumed",
                                25L,
                                "budget",
                                100L,
                                "utilization_percent",
                                25.0,
                                "recommendation",
                                "Fine.",
                                "likely_causes",
                                List.of(),
                                "recommended_budget",
                                200L))
                .doesNotContainKeys("error", "logs_directory");
        assertThat(metadata(new Outcome.Completed(), null).toMap())
                .containsEntry("trapped", false)
                .containsEntry("trap_reason", null)
                .containsEntry("trap_message", null)
                .doesNotContainKey("error_guidance");
        assertThat(metadata(new Outcome.GuestError(ERROR), null).toMap().get("error"))
                .isEqualTo(
                        Map.of(
                                "phase", "run",
                                "name", "ZeroDivisionError",
                                "message", "division by zero",
                                "file", "/app/user_code.py",
                                "line", 3,
                                "column", 5));
    }

    @Test
    void what_is_not_known_is_null() {
        SandboxResult result =
                SandboxResult.builder()
                        .outcome(new Outcome.Completed())
                        .metadata(metadata(new Outcome.Completed(), null))
                        .build();

        assertThat(result.fuelConsumed()).isEmpty();
        assertThat(result.workspacePath()).isEmpty();
        assertThat(result.toMap())
                .containsEntry("fuel_consumed", null)
                .containsEntry("workspace_path", null);
    }

    @Test
    void output_that_is_no_text_still_makes_json() {
        String json =
                SandboxResult.builder()
                        .outcome(new Outcome.Completed())
                        .output("\0\u0007\ud800é🙂", "")
                        .metadata(metadata(new Outcome.Completed(), null))
                        .build()
                        .toJson();

        assertThat(Json.readObject(json.getBytes(StandardCharsets.UTF_8)))
                .containsEntry("stdout", "\0\u0007?é🙂");
    }

    @Test
    void a_result_needs_its_outcome() {
        assertThatThrownBy(() -> SandboxResult.builder().build())
                .isInstanceOf(NullPointerException.class)
                .hasMessage("outcome");
    }

    @Test
    void its_text_does_not_show_the_output() {
        assertThat(result(new Outcome.Completed()).toString())
                .contains("outcome=completed", "stdout=4 chars");
    }
}
