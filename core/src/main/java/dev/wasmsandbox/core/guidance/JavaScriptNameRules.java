package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about names that a JavaScript program uses and that are not there. */
final class JavaScriptNameRules {
    static final List<Rule> RULES = List.of(JavaScriptNameRules::undefined);

    private JavaScriptNameRules() {}

    /** Whether a name is not there, or not yet. */
    static boolean isUndefined(Case problem) {
        return problem.isNamed("ReferenceError")
                && !problem.isOwn()
                && !problem.text("variable_name").isEmpty();
    }

    private static @Nullable Advice undefined(Case problem) {
        String name = problem.text("variable_name");
        if (!isUndefined(problem)) {
            return null;
        }
        if (problem.flag("uninitialized")) {
            return problem.advice(Topic.UNDEFINED_NAME)
                    .step(
                            "`%s` is used in line %d before its declaration has run: move the declaration up.",
                            name, problem.line())
                    .example("let total = 0;\nconsole.log(total);");
        }
        return NameAdvice.foreign(problem, name)
                .or(() -> assigned(problem, name))
                .or(() -> NameAdvice.misspelt(problem, name, problem.texts("names")))
                .orElseGet(() -> unknown(problem, name));
    }

    /** In modules, which are strict, an assignment does not declare a variable. */
    private static Optional<Advice> assigned(Case problem, String name) {
        String line = problem.lineText();
        if (!Pattern.compile("^\\s*+" + Pattern.quote(name) + "\\s*+=(?!=)").matcher(line).find()) {
            return Optional.empty();
        }
        Advice advice =
                problem.advice(Topic.UNDEFINED_NAME)
                        .step(
                                "`%1$s` is not declared: write `let %1$s = …` where it gets its first value.",
                                name);
        problem.fix(advice, "let " + line.strip());
        return Optional.of(advice);
    }

    private static Advice unknown(Case problem, String name) {
        Advice advice = problem.advice(Topic.UNDEFINED_NAME);
        int line =
                problem.source()
                        .first(
                                Pattern.compile(
                                        "^\\s++(?:const|let|class)\\s++"
                                                + Pattern.quote(name)
                                                + "\\b"));
        if (line > 0) {
            advice.step(
                    "`%s` is declared in line %d, and is known only within the braces around that line: declare it before them.",
                    name, line);
        }
        return advice.step(
                        "`%s` is not defined in line %d: declare it with const or let before that line, or correct its spelling.",
                        Advice.shown(name), problem.line())
                .step("If it is text, put it in quotes: '%s'.", Advice.shown(name));
    }
}
