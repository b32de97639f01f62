package dev.wasmsandbox;

import dev.wasmsandbox.core.policy.PolicyFile;
import dev.wasmsandbox.core.policy.PolicyRules;
import dev.wasmsandbox.core.text.GuestPaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run may use. Immutable; every field is checked when the value is built.
 *
 * <p>Every field has a default, see {@link Builder}.
 */
public final class ExecutionPolicy {
    private static final ExecutionPolicy DEFAULTS = builder().build();

    private final long fuelBudget;
    private final long memoryBytes;
    private final long stdoutMaxBytes;
    private final long stderrMaxBytes;
    private final @Nullable Duration timeout;
    private final long diskQuotaBytes;
    private final int maxFiles;
    private final int maxOpenFiles;
    private final boolean preserveLogs;
    private final Map<String, String> environment;
    private final List<String> arguments;
    private final String guestMountPath;
    private final List<Mount> mounts;
    private final @Nullable Long determinism;

    private ExecutionPolicy(Builder from) {
        fuelBudget = PolicyRules.inRange("fuelBudget", from.fuelBudget, 1, Long.MAX_VALUE);
        memoryBytes =
                PolicyRules.inRange("memoryBytes", from.memoryBytes, 1, Builder.MAX_MEMORY_BYTES);
        stdoutMaxBytes =
                PolicyRules.inRange(
                        "stdoutMaxBytes", from.stdoutMaxBytes, 1, Builder.MAX_OUTPUT_BYTES);
        stderrMaxBytes =
                PolicyRules.inRange(
                        "stderrMaxBytes", from.stderrMaxBytes, 1, Builder.MAX_OUTPUT_BYTES);
        timeout =
                from.timeout == null
                        ? null
                        : PolicyRules.timeout("timeout", from.timeout, Builder.MAX_TIMEOUT);
        diskQuotaBytes =
                PolicyRules.inRange("diskQuotaBytes", from.diskQuotaBytes, 1, Long.MAX_VALUE);
        maxFiles = (int) PolicyRules.inRange("maxFiles", from.maxFiles, 1, Builder.MAX_FILES_LIMIT);
        maxOpenFiles =
                (int)
                        PolicyRules.inRange(
                                "maxOpenFiles",
                                from.maxOpenFiles,
                                Builder.MIN_OPEN_LIMIT,
                                Builder.MAX_OPEN_LIMIT);
        preserveLogs = from.preserveLogs;
        environment = PolicyRules.environment("environment", from.withSearchPath());
        arguments = PolicyRules.arguments("arguments", from.arguments);
        guestMountPath = GuestPaths.mountPoint("guestMountPath", from.guestMountPath);
        mounts = PolicyRules.mounts("mounts", from.withPackages(), guestMountPath);
        determinism = from.determinism;
    }

    /** Returns the policy whose fields all have their default. */
    public static ExecutionPolicy defaults() {
        return DEFAULTS;
    }

    /** Begins a policy with every field at its default. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a policy from a TOML file; its keys are the names of the fields in snake_case, {@code timeout_seconds} for the timeout.
     *
     * <p>What the file does not name keeps its default; {@code [environment]} adds to the default variables. Relative
     * sources of mounts are looked for beside the file.
     *
     * @throws PolicyValidationException if a key is unknown or a value is not allowed, with the place in the file
     * @throws InvalidRequestException if the file cannot be read or is no TOML
     */
    public static ExecutionPolicy load(Path file) {
        return PolicyFile.load(file);
    }

    /** Begins a policy with every field as it is here. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.fuelBudget = fuelBudget;
        builder.memoryBytes = memoryBytes;
        builder.stdoutMaxBytes = stdoutMaxBytes;
        builder.stderrMaxBytes = stderrMaxBytes;
        builder.timeout = timeout;
        builder.diskQuotaBytes = diskQuotaBytes;
        builder.maxFiles = maxFiles;
        builder.maxOpenFiles = maxOpenFiles;
        builder.preserveLogs = preserveLogs;
        builder.environment = new LinkedHashMap<>(environment);
        builder.arguments = arguments;
        builder.guestMountPath = guestMountPath;
        builder.mounts = new ArrayList<>(mounts);
        builder.determinism = determinism;
        return builder;
    }

    /** Returns how many units of fuel may be used; a WebAssembly instruction costs about one. */
    public long fuelBudget() {
        return fuelBudget;
    }

    /** Returns how large the guest's linear memory may become. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** Returns how much of standard output is kept; what is written beyond is dropped. */
    public long stdoutMaxBytes() {
        return stdoutMaxBytes;
    }

    /** Returns how much of standard error is kept; what is written beyond is dropped. */
    public long stderrMaxBytes() {
        return stderrMaxBytes;
    }

    /** Returns how long a run may take by the clock on the wall; empty for as long as it likes. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns how many bytes the files of the workspace may have together. */
    public long diskQuotaBytes() {
        return diskQuotaBytes;
    }

    /** Returns how many files and directories the workspace may have. */
    public int maxFiles() {
        return maxFiles;
    }

    /** Returns how many files the guest may have open at once, its standard streams and the root included. */
    public int maxOpenFiles() {
        return maxOpenFiles;
    }

    /** Tells whether the output of each run is kept in files too. */
    public boolean preserveLogs() {
        return preserveLogs;
    }

    /** Returns the only environment variables that the guest sees. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the program's arguments: what follows the program's own name in {@code sys.argv} or {@code scriptArgs}. */
    public List<String> arguments() {
        return arguments;
    }

    /** Returns where the guest sees the workspace, which is its current directory too. */
    public String guestMountPath() {
        return guestMountPath;
    }

    /** Returns the further trees that the guest sees. */
    public List<Mount> mounts() {
        return mounts;
    }

    /** Returns the seed of a deterministic run; empty if clock and randomness are real. */
    public OptionalLong determinism() {
        return determinism == null ? OptionalLong.empty() : OptionalLong.of(determinism);
    }

    private List<@Nullable Object> fields() {
        return Arrays.asList(
                fuelBudget,
                memoryBytes,
                stdoutMaxBytes,
                stderrMaxBytes,
                timeout,
                diskQuotaBytes,
                maxFiles,
                maxOpenFiles,
                preserveLogs,
                environment,
                arguments,
                guestMountPath,
                mounts,
                determinism);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExecutionPolicy policy && fields().equals(policy.fields());
    }

    @Override
    public int hashCode() {
        return fields().hashCode();
    }

    /** Names the limits; values of environment variables may be secret and are left out. */
    @Override
    public String toString() {
        return "ExecutionPolicy[fuelBudget=%d, memoryBytes=%d, stdoutMaxBytes=%d, stderrMaxBytes=%d, timeout=%s, diskQuotaBytes=%d, maxFiles=%d, maxOpenFiles=%d, preserveLogs=%s, environment=%s, arguments=%s, guestMountPath=%s, mounts=%s, determinism=%s]"
                .formatted(
                        fuelBudget,
                        memoryBytes,
                        stdoutMaxBytes,
                        stderrMaxBytes,
                        timeout,
                        diskQuotaBytes,
                        maxFiles,
                        maxOpenFiles,
                        preserveLogs,
                        environment.keySet(),
                        arguments,
                        guestMountPath,
                        mounts,
                        determinism);
    }

    /** Collects the fields of a policy; they are checked by {@link #build}. */
    public static final class Builder {
        static final long MAX_MEMORY_BYTES = 1L << 32;
        static final long MAX_OUTPUT_BYTES = 1L << 30;
        static final long MAX_FILES_LIMIT = 10_000_000;

        /** The standard streams and the root take four. */
        static final long MIN_OPEN_LIMIT = 4;

        static final long MAX_OPEN_LIMIT = 1 << 16;
        static final Duration MAX_TIMEOUT = Duration.ofDays(365);

        private long fuelBudget = 5_000_000_000L;
        private long memoryBytes = 128_000_000L;
        private long stdoutMaxBytes = 2_000_000L;
        private long stderrMaxBytes = 1_000_000L;
        private @Nullable Duration timeout;
        private long diskQuotaBytes = 256L << 20;
        private int maxFiles = 10_000;
        private int maxOpenFiles = 256;
        private boolean preserveLogs;
        private Map<String, String> environment = defaultEnvironment();
        private List<String> arguments = List.of();
        private String guestMountPath = "/app";
        private List<Mount> mounts = new ArrayList<>();
        private Packages packages = Packages.none();
        private @Nullable Long determinism;

        private Builder() {}

        private static Map<String, String> defaultEnvironment() {
            Map<String, String> variables = new LinkedHashMap<>();
            variables.put("PYTHONUTF8", "1");
            variables.put("LC_ALL", "C.UTF-8");
            variables.put("PYTHONIOENCODING", "utf-8");
            variables.put("PYTHONHASHSEED", "0");
            return variables;
        }

        /** Sets the fuel that may be used, in units of which a WebAssembly instruction costs about one. Default 5,000,000,000. */
        public Builder fuelBudget(long instructions) {
            fuelBudget = instructions;
            return this;
        }

        /**
         * Sets how large the guest's linear memory may become, up to 4 GiB; what the interpreter takes when it starts counts. Default
         * 128,000,000.
         */
        public Builder memoryBytes(long bytes) {
            memoryBytes = bytes;
            return this;
        }

        /** Sets how much of standard output is kept, up to 1 GiB. Default 2,000,000. */
        public Builder stdoutMaxBytes(long bytes) {
            stdoutMaxBytes = bytes;
            return this;
        }

        /** Sets how much of standard error is kept, up to 1 GiB. Default 1,000,000. */
        public Builder stderrMaxBytes(long bytes) {
            stderrMaxBytes = bytes;
            return this;
        }

        /** Sets how long a run may take by the clock on the wall, sleep included, up to 365 days. Default: no limit. */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /** Removes the time limit. */
        public Builder noTimeout() {
            timeout = null;
            return this;
        }

        /** Sets how many bytes the files of the workspace may have together. Default 256 MiB. */
        public Builder diskQuotaBytes(long bytes) {
            diskQuotaBytes = bytes;
            return this;
        }

        /** Sets how many files and directories the workspace may have. Default 10,000. */
        public Builder maxFiles(int count) {
            maxFiles = count;
            return this;
        }

        /** Sets how many files the guest may have open at once, its standard streams and the root included. Default 256. */
        public Builder maxOpenFiles(int count) {
            maxOpenFiles = count;
            return this;
        }

        /** Sets whether standard output and error of each run are kept in files too. Default false. */
        public Builder preserveLogs(boolean preserve) {
            preserveLogs = preserve;
            return this;
        }

        /** Replaces all environment variables. Default: UTF-8 everywhere and a fixed hash seed. */
        public Builder environment(Map<String, String> variables) {
            environment = new LinkedHashMap<>(variables);
            return this;
        }

        /** Adds one environment variable, or replaces it. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /**
         * Sets the program's arguments, which follow the program's own name in {@code sys.argv} or {@code scriptArgs}.
         * Default: none.
         */
        public Builder arguments(List<String> values) {
            arguments = List.copyOf(values);
            return this;
        }

        /** Sets the program's arguments. */
        public Builder arguments(String... values) {
            return arguments(List.of(values));
        }

        /** Sets where the guest sees the workspace. Default {@code /app}. */
        public Builder guestMountPath(String path) {
            guestMountPath = path;
            return this;
        }

        /** Adds a tree that the guest sees. Default: none. */
        public Builder mount(Mount mount) {
            mounts.add(mount);
            return this;
        }

        /** Replaces all further trees. */
        public Builder mounts(List<Mount> values) {
            mounts = new ArrayList<>(values);
            return this;
        }

        /**
         * Adds packages for Python programs: they are mounted, and their folders stand at the end of the variable {@code
         * PYTHONPATH}. Replaces what was set here before. Default: none.
         */
        public Builder packages(Packages values) {
            packages = values;
            return this;
        }

        /** Switches deterministic runs on, with seed 0, or off. Default off. */
        public Builder determinism(boolean on) {
            determinism = on ? 0L : null;
            return this;
        }

        /**
         * Makes runs deterministic: with the same code, files and seed they give the same output, files, fuel and
         * checkpoints, to the byte. The clock begins on 2026-01-01T00:00:00Z and goes on by one nanosecond for each unit of
         * fuel; sleeping moves it and takes no real time; random numbers follow from the seed; all files that were there
         * before show the time at which the clock begins. A run that a time limit or its caller stops is not repeatable.
         */
        public Builder determinismSeed(long seed) {
            determinism = seed;
            return this;
        }

        /**
         * Checks the fields and builds the policy.
         *
         * @throws PolicyValidationException if a field has a value that is not allowed
         */
        public ExecutionPolicy build() {
            return new ExecutionPolicy(this);
        }

        private List<Mount> withPackages() {
            return Stream.concat(mounts.stream(), packages.mounts().stream()).toList();
        }

        private Map<String, String> withSearchPath() {
            List<String> folders = packages.searchPath();
            if (folders.isEmpty()) {
                return environment;
            }
            Map<String, String> variables = new LinkedHashMap<>(environment);
            variables.merge(
                    "PYTHONPATH",
                    String.join(":", folders),
                    (before, added) -> before.isEmpty() ? added : before + ":" + added);
            return variables;
        }
    }
}
