package dev.wasmsandbox.escape;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.testkit.EscapeProgram;
import java.nio.file.Path;
import java.time.Duration;

/** The policy of hostile programs: tight, so that running into a limit costs little, with the changes of a program's header. */
final class EscapePolicy {
    private EscapePolicy() {}

    /**
     * Makes a program's policy.
     *
     * @param mounted a directory that the setting {@code mount=directory} shows
     * @param bomb an archive that the setting {@code mount=bomb} shows
     */
    static ExecutionPolicy of(EscapeProgram program, Path mounted, Path bomb) {
        ExecutionPolicy.Builder policy =
                ExecutionPolicy.builder()
                        .fuelBudget(200_000_000)
                        .memoryBytes(64L << 20)
                        .timeout(Duration.ofSeconds(20))
                        .stdoutMaxBytes(64 << 10)
                        .stderrMaxBytes(64 << 10)
                        .diskQuotaBytes(4L << 20)
                        .maxFiles(200)
                        .maxOpenFiles(32);
        program.settings()
                .forEach((name, value) -> {
                    switch (name) {
                        case "fuel" -> policy.fuelBudget(Long.parseLong(value));
                        case "memory" -> policy.memoryBytes(Long.parseLong(value));
                        case "timeout" -> policy.timeout(Duration.ofMillis(Long.parseLong(value)));
                        case "stdout" -> policy.stdoutMaxBytes(Long.parseLong(value));
                        case "stderr" -> policy.stderrMaxBytes(Long.parseLong(value));
                        case "disk" -> policy.diskQuotaBytes(Long.parseLong(value));
                        case "files" -> policy.maxFiles(Integer.parseInt(value));
                        case "open" -> policy.maxOpenFiles(Integer.parseInt(value));
                        case "determinism" -> policy.determinism(Boolean.parseBoolean(value));
                        case "mount" -> policy.mount(mount(program, value, mounted, bomb));
                        case "runs" -> runs(program);
                        default ->
                                throw new IllegalArgumentException(
                                        program.id() + ": there is no setting " + name);
                    }
                });
        return policy.build();
    }

    private static Mount mount(EscapeProgram program, String value, Path mounted, Path bomb) {
        return switch (value) {
            case "directory" -> Mount.directory(mounted, "/data");
            case "private" -> Mount.directory(mounted, "/data").withPrivateChanges();
            case "bomb" -> Mount.archive(bomb, "/data");
            default ->
                    throw new IllegalArgumentException(
                            program.id() + ": there is no mount " + value);
        };
    }

    /** How many sandboxes run the program at the same time, over the same workspace. */
    static int runs(EscapeProgram program) {
        return Integer.parseInt(program.settings().getOrDefault("runs", "1"));
    }
}
