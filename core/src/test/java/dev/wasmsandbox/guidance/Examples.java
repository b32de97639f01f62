package dev.wasmsandbox.guidance;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SandboxResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the code that guidance shows. */
final class Examples {
    private static final Pattern LINE =
            Pattern.compile("^(.*)  (?:#|//) line (\\d+)$", Pattern.DOTALL);

    private final Path scratch;
    private final Set<String> passed = new HashSet<>();

    Examples(Path scratch) {
        this.scratch = scratch;
    }

    /** Returns what is wrong with the examples of a trial. */
    List<String> problems(Trial trial) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String example : trial.guidance().map(it -> it.codeExamples()).orElse(List.of())) {
            Matcher line = LINE.matcher(example);
            String problem =
                    line.matches()
                            ? correction(trial, line.group(1), Integer.parseInt(line.group(2)))
                            : program(trial, example);
            if (!problem.isEmpty()) {
                problems.add(trial.snippet().id() + ": " + problem + "\n" + example);
            }
        }
        return problems;
    }

    /** A program must run, in the workspace of the trial with the files that advice takes for given. */
    private String program(Trial trial, String code) throws IOException {
        Snippet snippet = trial.snippet();
        if (!passed.add(snippet.runtime() + code)) {
            return "";
        }
        Map<String, byte[]> files = new HashMap<>(snippet.files());
        files.putAll(GivenFiles.all());
        Snippet unlimited =
                new Snippet(snippet.runtime(), "", "", List.of(), List.of(), files, "", code);
        SandboxResult result = Trial.run(unlimited, code, files, scratch);
        return result.success() ? "" : result.stderr();
    }

    /** A corrected line must do away with the error. */
    private String correction(Trial trial, String corrected, int number) throws IOException {
        Snippet snippet = trial.snippet();
        List<String> lines = new ArrayList<>(snippet.code().lines().toList());
        String old = lines.get(number - 1);
        String indentation = old.substring(0, old.length() - old.stripLeading().length());
        lines.set(number - 1, indentation + corrected);
        SandboxResult result =
                Trial.run(snippet, String.join("\n", lines) + "\n", snippet.files(), scratch);
        boolean same =
                result.outcome() instanceof Outcome.GuestError(var now)
                        && trial.result().outcome() instanceof Outcome.GuestError(var before)
                        && now.name().equals(before.name())
                        && now.message().equals(before.message())
                        && Objects.equals(now.line(), before.line());
        return same ? "the error stays" : "";
    }
}
