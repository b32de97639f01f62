package dev.wasmsandbox.cli;

import dev.wasmsandbox.Diagnostics;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        header = "Tell what is installed, whether it works, and what is missing.",
        description = {"", "Exit code 0 when code of every language runs, 125 when not."},
        optionListHeading = "%nOptions:%n")
final class DoctorCommand extends AnyCommand {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        List<Object> problems = new ArrayList<>();
        Map<String, @Nullable Object> versions = new LinkedHashMap<>();
        versions.put("sandbox", VersionCommand.version());
        versions.putAll(Diagnostics.versions());
        report.put("versions", versions);
        report.putAll(Diagnostics.inspect());
        Map<String, @Nullable Object> trials = new LinkedHashMap<>();
        for (RuntimeType runtime : RuntimeType.values()) {
            trials.put(runtime.id(), trial(runtime, problems));
        }
        report.put("trial_runs", trials);
        report.put(
                "native_python",
                NativePython.find()
                        .map(NativePython::version)
                        .orElse("none; only bench compares with it"));
        report.put("problems", problems);
        surroundings().print(json ? Json.write(report) : text(report, problems));
        return problems.isEmpty() ? ExitCode.OK : ExitCode.TROUBLE;
    }

    /** Runs a word of code: the only proof that everything that it takes is there. */
    private static String trial(RuntimeType runtime, List<Object> problems) {
        String code = runtime == RuntimeType.PYTHON ? "print('ok')" : "console.log('ok')";
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .storage(new MemoryStorageAdapter())
                        .logger(SandboxLogger.none())
                        .build()) {
            SandboxResult result = sandbox.execute(code);
            if (result.success() && result.stdout().equals("ok\n")) {
                return String.format(
                        Locale.ROOT, "ok, %.1f ms in this fresh process", result.durationMs());
            }
            problems.add(
                    runtime.id()
                            + ": "
                            + code
                            + " ended as "
                            + result.outcome()
                            + " and printed "
                            + result.stdout()
                            + result.stderr());
        } catch (SandboxException e) {
            problems.add(runtime.id() + ": " + e.getMessage());
        }
        return "failed";
    }

    private static String text(Map<String, @Nullable Object> report, List<Object> problems) {
        StringBuilder text = new StringBuilder();
        report.forEach((name, value) -> {
            if (!name.equals("problems")) {
                append(text, "", name.replace('_', ' '), value);
            }
        });
        if (problems.isEmpty()) {
            return text.append("\nEverything is there.").toString();
        }
        text.append("\nMissing or broken:");
        problems.forEach(problem -> text.append("\n  ").append(problem));
        return text.toString();
    }

    private static void append(
            StringBuilder text, String indent, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append(indent).append(name).append('\n');
            map.forEach((key, inner) ->
                    append(text, indent + "  ", String.valueOf(key).replace('_', ' '), inner));
        } else {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s%-" + Math.max(1, 24 - indent.length()) + "s %s%n",
                            indent,
                            name,
                            value));
        }
    }
}
