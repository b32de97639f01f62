package dev.wasmsandbox;

import dev.wasmsandbox.core.sandbox.ResultMaps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What came of a run. Immutable. */
public final class SandboxResult {
    private final Outcome outcome;
    private final String stdout;
    private final String stderr;
    private final @Nullable Long fuelConsumed;
    private final long memoryUsedBytes;
    private final double durationMs;
    private final List<String> filesCreated;
    private final List<String> filesModified;
    private final List<String> filesDeleted;
    private final @Nullable Path workspacePath;
    private final ExecutionMetadata metadata;

    private SandboxResult(Builder from, Outcome outcome, ExecutionMetadata metadata) {
        this.outcome = outcome;
        this.metadata = metadata;
        stdout = from.stdout;
        stderr = from.stderr;
        fuelConsumed = from.fuelConsumed;
        memoryUsedBytes = from.memoryUsedBytes;
        durationMs = from.durationMs;
        filesCreated = from.filesCreated;
        filesModified = from.filesModified;
        filesDeleted = from.filesDeleted;
        workspacePath = from.workspacePath;
    }

    /** Begins a result. Useful for whoever stands in for a sandbox, a test for instance. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tells whether the program ended by itself with exit code 0. What it wrote to standard error plays no part. */
    public boolean success() {
        return outcome.success();
    }

    /** Returns how the run ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the standard output up to its cap, cut between characters. */
    public String stdout() {
        return stdout;
    }

    /** Returns the standard error up to its cap, cut between characters; a stopped run has a line more here. */
    public String stderr() {
        return stderr;
    }

    /** Returns the program's exit code, {@link Outcome#STOPPED} if it was stopped. */
    public int exitCode() {
        return outcome.exitCode();
    }

    /** Returns the fuel that was used, in units of which a WebAssembly instruction costs about one; empty if it was not measured. */
    public OptionalLong fuelConsumed() {
        return fuelConsumed == null ? OptionalLong.empty() : OptionalLong.of(fuelConsumed);
    }

    /** Returns the largest size of the guest's linear memory. */
    public long memoryUsedBytes() {
        return memoryUsedBytes;
    }

    /** Returns the time from the call to the result, in milliseconds. */
    public double durationMs() {
        return durationMs;
    }

    /** Returns the files that are new, as sorted paths relative to the workspace. */
    public List<String> filesCreated() {
        return filesCreated;
    }

    /** Returns the files whose content changed, as sorted paths relative to the workspace. */
    public List<String> filesModified() {
        return filesModified;
    }

    /** Returns the files that are gone, as sorted paths relative to the workspace. */
    public List<String> filesDeleted() {
        return filesDeleted;
    }

    /** Returns the session's folder on the host as an absolute path; empty if its storage has none. */
    public Optional<Path> workspacePath() {
        return Optional.ofNullable(workspacePath);
    }

    /** Returns what else is known about the run. */
    public ExecutionMetadata metadata() {
        return metadata;
    }

    /** Returns the result as plain maps, lists, strings, numbers and booleans under the guide's snake_case keys. */
    public Map<String, @Nullable Object> toMap() {
        return ResultMaps.result(this);
    }

    /** Returns the result as one JSON object with the guide's snake_case keys. */
    public String toJson() {
        return ResultMaps.json(toMap());
    }

    @Override
    public String toString() {
        return "SandboxResult[outcome=%s, exitCode=%d, stdout=%d chars, stderr=%d chars, fuelConsumed=%s, durationMs=%s]"
                .formatted(
                        outcome.id(),
                        exitCode(),
                        stdout.length(),
                        stderr.length(),
                        fuelConsumed,
                        durationMs);
    }

    /** Collects the parts of a result. */
    public static final class Builder {
        private @Nullable Outcome outcome;
        private @Nullable ExecutionMetadata metadata;
        private String stdout = "";
        private String stderr = "";
        private @Nullable Long fuelConsumed;
        private long memoryUsedBytes;
        private double durationMs;
        private List<String> filesCreated = List.of();
        private List<String> filesModified = List.of();
        private List<String> filesDeleted = List.of();
        private @Nullable Path workspacePath;

        private Builder() {}

        /** Sets how the run ended; required. */
        public Builder outcome(Outcome value) {
            outcome = value;
            return this;
        }

        /** Sets what else is known; required. */
        public Builder metadata(ExecutionMetadata value) {
            metadata = value;
            return this;
        }

        /** Sets the output. */
        public Builder output(String standardOutput, String standardError) {
            stdout = standardOutput;
            stderr = standardError;
            return this;
        }

        /** Sets the instructions that were executed. */
        public Builder fuelConsumed(long instructions) {
            fuelConsumed = instructions;
            return this;
        }

        /** Sets the largest size of the linear memory. */
        public Builder memoryUsedBytes(long bytes) {
            memoryUsedBytes = bytes;
            return this;
        }

        /** Sets the time that the run took. */
        public Builder durationMs(double milliseconds) {
            durationMs = milliseconds;
            return this;
        }

        /** Sets the changes of the workspace, each list sorted. */
        public Builder files(List<String> created, List<String> modified, List<String> deleted) {
            filesCreated = List.copyOf(created);
            filesModified = List.copyOf(modified);
            filesDeleted = List.copyOf(deleted);
            return this;
        }

        /** Sets the folder of the session. */
        public Builder workspacePath(Path path) {
            workspacePath = path;
            return this;
        }

        /** Builds the result. */
        public SandboxResult build() {
            return new SandboxResult(
                    this,
                    Objects.requireNonNull(outcome, "outcome"),
                    Objects.requireNonNull(metadata, "metadata"));
        }
    }
}
