package dev.wasmsandbox.escape;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What holds for every result, whatever the program did. */
final class ResultRules {
    private static final Set<String> KEYS =
            Set.of(
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

    /** What is not output, guidance for instance, stays of the size of a page. */
    private static final int LARGEST_REST = 64 << 10;

    /** The longest escape of one byte of output in JSON. */
    private static final int JSON_ESCAPE = 6;

    private ResultRules() {}

    static List<String> faults(SandboxResult result, ExecutionPolicy policy) {
        List<String> faults = new ArrayList<>();
        endAgrees(faults, result);
        jsonAgrees(faults, result);
        limitsAreKept(faults, result, policy);
        return faults;
    }

    private static void endAgrees(List<String> faults, SandboxResult result) {
        Outcome outcome = result.outcome();
        TrapReason reason = result.metadata().trapReason();
        int code = result.exitCode();
        boolean codeFits =
                switch (outcome) {
                    case Outcome.Completed() -> code == 0;
                    case Outcome.GuestError(var _) -> code == 1;
                    case Outcome.Exited(int own) -> code == own && own >= 1 && own <= 255;
                    default -> code == Outcome.STOPPED;
                };
        require(faults, codeFits, "exit code " + code + " does not fit " + outcome);
        require(faults, result.success() == (code == 0), "success does not fit exit code " + code);
        boolean stopped = code == Outcome.STOPPED;
        require(faults, stopped == (reason != null), "trap reason " + reason + " at " + outcome);
        require(
                faults,
                stopped == result.metadata().trapped() && outcome.trapReason() == reason,
                "the metadata does not fit " + outcome);
        if (reason != null) {
            String line = "Execution trapped: " + reason.label() + "\n";
            require(faults, result.stderr().endsWith(line), "standard error lacks its last line");
            require(
                    faults,
                    result.metadata().trapMessage() != null,
                    "there is no message for " + reason);
        }
    }

    private static void jsonAgrees(List<String> faults, SandboxResult result) {
        Map<String, ?> json = Json.readObject(result.toJson().getBytes(UTF_8));
        require(faults, json.keySet().equals(KEYS), "JSON has the keys " + json.keySet());
        require(
                faults,
                Objects.equals(json.get("success"), result.success())
                        && Objects.equals(json.get("exit_code"), (long) result.exitCode())
                        && Objects.equals(json.get("outcome"), result.outcome().id()),
                "JSON tells another end");
        require(
                faults,
                json.get("metadata") instanceof Map<?, ?> metadata
                        && Objects.equals(metadata.get("trapped"), result.metadata().trapped()),
                "JSON tells other metadata");
        long output = (long) result.stdout().length() + result.stderr().length();
        long rest = result.toJson().length() - JSON_ESCAPE * output;
        long names = result.filesCreated().stream().mapToLong(String::length).sum() * JSON_ESCAPE;
        require(faults, rest - names < LARGEST_REST, "JSON has " + rest + " characters too many");
    }

    private static void limitsAreKept(
            List<String> faults, SandboxResult result, ExecutionPolicy policy) {
        long fuel = result.fuelConsumed().orElse(-1);
        require(
                faults,
                fuel >= 0 && fuel <= policy.fuelBudget(),
                fuel + " units of fuel were used of " + policy.fuelBudget());
        require(
                faults,
                result.metadata().trapReason() != TrapReason.OUT_OF_FUEL
                        || fuel == policy.fuelBudget(),
                "out of fuel after " + fuel + " of " + policy.fuelBudget());
        require(
                faults,
                result.memoryUsedBytes() <= policy.memoryBytes(),
                "the memory has " + result.memoryUsedBytes() + " bytes");
        output(
                faults,
                "stdout",
                result.stdout(),
                result.metadata().stdoutTruncated(),
                policy.stdoutMaxBytes());
        output(
                faults,
                "stderr",
                result.stderr().replaceFirst("\n?Execution trapped: \\w+\n$", ""),
                result.metadata().stderrTruncated(),
                policy.stderrMaxBytes());
        if (result.metadata().trapReason() == TrapReason.TIMEOUT) {
            require(
                    faults,
                    result.durationMs() >= policy.timeout().orElseThrow().toMillis(),
                    "timed out after " + result.durationMs() + " ms already");
        }
    }

    /** A malformed byte becomes a character of three bytes, so text may be longer than what was kept of it: counted as one. */
    private static void output(
            List<String> faults, String name, String text, boolean truncated, long cap) {
        long bytes = text.chars().mapToLong(ResultRules::leastBytes).sum();
        require(faults, bytes <= cap, name + " has " + bytes + " bytes");
        require(faults, !truncated || bytes > 0 || cap < 4, name + " is empty and truncated");
    }

    private static int leastBytes(int unit) {
        if (unit < 0x80 || unit == 0xfffd) {
            return 1;
        }
        return unit < 0x800 || Character.isSurrogate((char) unit) ? 2 : 3;
    }

    private static void require(List<String> faults, boolean fulfilled, String fault) {
        if (!fulfilled) {
            faults.add(fault);
        }
    }
}
