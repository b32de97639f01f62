package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorReport;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about code that is not of its language. */
final class SyntaxRules {
    static final List<Rule> RULES = List.of(SyntaxRules::fences, SyntaxRules::syntax);

    private static final Set<String> ERRORS = Set.of("SyntaxError", "IndentationError", "TabError");
    private static final Pattern FENCE = Pattern.compile("^\\s*+```");

    private SyntaxRules() {}

    /** Three backquotes are a template text in JavaScript, so that the error may be another one. */
    private static @Nullable Advice fences(Case problem) {
        boolean fenced = problem.source().has(FENCE);
        boolean syntax =
                isSyntaxError(problem)
                        || (!problem.isPython()
                                && problem.isNamed("TypeError")
                                && FENCE.matcher(problem.lineText()).find());
        if (problem.isOwn() || !fenced || !syntax) {
            return null;
        }
        return problem.advice(Topic.SYNTAX_ERROR)
                .step(
                        "Remove the lines with ``` around the code, and all text that is no code: only the program itself is run.")
                .example("print('hello')", "console.log('hello');");
    }

    private static boolean isSyntaxError(Case problem) {
        boolean compiled = problem.report().phase() == ErrorReport.Phase.COMPILE;
        if (problem.isPython()) {
            return ERRORS.contains(problem.name()) && (compiled || !problem.isOwn());
        }
        return problem.isNamed("SyntaxError")
                && !problem.isOwn()
                && !Set.of("parse", "RegExp").contains(problem.text("native"));
    }

    private static @Nullable Advice syntax(Case problem) {
        if (!isSyntaxError(problem)) {
            return null;
        }
        Advice advice = problem.advice(Topic.SYNTAX_ERROR);
        advice.step("Correct the code%s: %s", place(problem), sentence(problem.message()));
        if (problem.isPython()) {
            PythonSyntax.explain(problem, advice);
        } else {
            JavaScriptSyntax.explain(problem, advice);
        }
        return advice.step("Check code without running it by Sandbox.validateCode.");
    }

    private static String sentence(String message) {
        String shown = Advice.shown(message);
        return shown.endsWith("?") || shown.endsWith(".") ? shown : shown + ".";
    }

    private static String place(Case problem) {
        String other = problem.text("syntax_file");
        ErrorReport report = problem.report();
        if (problem.isPython()
                && !other.isEmpty()
                && problem.report().phase() == ErrorReport.Phase.RUN) {
            return " in line " + problem.number("syntax_line") + " of " + Advice.shown(other);
        }
        if (report.line() == null) {
            return "";
        }
        String file =
                problem.line() > 0 || report.file() == null
                        ? ""
                        : " of " + Advice.shown(report.file());
        String column = report.column() == null ? "" : ", column " + report.column();
        return " in line " + report.line() + column + file;
    }
}
