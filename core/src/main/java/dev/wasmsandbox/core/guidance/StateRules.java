package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about the state that a session keeps between runs. */
final class StateRules {
    static final List<Rule> RULES = List.of(StateRules::file);

    private static final String STATE_FILE = ".session_state.json";
    private static final Pattern READS =
            Pattern.compile("json\\.loads?\\(|JSON\\.parse\\(|readJson\\(");

    private StateRules() {}

    private static @Nullable Advice file(Case problem) {
        boolean named = problem.text("filename").endsWith(STATE_FILE) || refusedLast(problem);
        boolean damaged = isJsonError(problem) && readsOnlyState(problem);
        if (problem.isOwn() || (!named && !damaged)) {
            return null;
        }
        Advice advice = problem.advice(Topic.INVALID_SESSION_STATE);
        if (damaged) {
            advice.step(
                    "The file %s of the workspace is damaged: delete it, and the next run begins with a fresh state.",
                    STATE_FILE);
        } else {
            advice.step(
                    "There is no %s yet, because no run of this session has written one: begin with an empty state.",
                    STATE_FILE);
        }
        return advice.step(
                        "Store only what JSON can hold: numbers, text, lists, objects, true, false and null.")
                .example(
                        "import json, os\npath = '%1$s/%2$s'\ntry:\n    with open(path) as file:\n        state = json.load(file)\nexcept (OSError, ValueError):\n    state = {}\nprint(state)"
                                .formatted(problem.workspace(), STATE_FILE),
                        "let state = {};\ntry {\n  state = JSON.parse(std.loadFile('%1$s/%2$s')) ?? {};\n} catch {\n  // absent or damaged: begin anew\n}\nconsole.log(state);"
                                .formatted(problem.workspace(), STATE_FILE))
                .docs("README.md");
    }

    private static boolean refusedLast(Case problem) {
        List<RefusedFile> files = problem.failure().signs().refusedFiles();
        return problem.text("object_type").equals("null")
                && !files.isEmpty()
                && files.getLast().path().endsWith(STATE_FILE);
    }

    private static boolean isJsonError(Case problem) {
        return problem.flag("json")
                || (!problem.isPython()
                        && problem.isNamed("SyntaxError")
                        && problem.text("native").equals("parse"))
                || JavaScriptTypeRules.isOfReadJson(problem);
    }

    /** Whether the program names the file of the state, and reads JSON in one place only. */
    private static boolean readsOnlyState(Case problem) {
        List<String> lines = problem.source().lines();
        return lines.stream().anyMatch(line -> line.contains(STATE_FILE))
                && lines.stream().filter(line -> READS.matcher(line).find()).count() == 1;
    }
}
