package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what can be done about a run that failed, from what is known of it and never from its output.
 *
 * <p>An exception that a program raises in words of its own is its own business. But what it was raised from may be something that the
 * sandbox does not have, or a limit; and the members of a group count as if each had gone uncaught.
 */
public final class Guidance {
    private static final Logger LOG = System.getLogger(Guidance.class.getName());

    /**
     * Rules of a language, the surest first.
     *
     * @param surroundings about what the sandbox does not have or does not allow: they explain a failure even where a program says it
     *     in other words
     * @param mistakes about the program itself
     */
    private record Rules(List<Rule> surroundings, List<Rule> mistakes) {}

    private static final Rules PYTHON =
            new Rules(
                    joined(
                            List.of(
                                    StateRules.RULES,
                                    LimitRules.RULES,
                                    PythonWorldRules.RULES,
                                    PythonModuleRules.RULES,
                                    PathRules.RULES)),
                    joined(
                            List.of(
                                    SyntaxRules.RULES,
                                    PythonNameRules.RULES,
                                    PythonNoneRules.RULES,
                                    PythonAttributeRules.RULES,
                                    PythonKeyRules.RULES,
                                    PythonTextRules.RULES,
                                    PythonCallRules.RULES,
                                    PythonTypeRules.RULES)));

    private static final Rules JAVASCRIPT =
            new Rules(
                    joined(
                            List.of(
                                    StateRules.RULES,
                                    LimitRules.RULES,
                                    JavaScriptModuleRules.RULES,
                                    JavaScriptWorldRules.RULES,
                                    PathRules.RULES)),
                    joined(
                            List.of(
                                    SyntaxRules.RULES,
                                    JavaScriptNameRules.RULES,
                                    JavaScriptValueRules.RULES,
                                    JavaScriptCallRules.RULES,
                                    JavaScriptTypeRules.RULES)));

    private static List<Rule> joined(List<List<Rule>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    private Guidance() {}

    /**
     * As {@link #about}, for a result that must not be lost: what a run has done stands, whatever becomes of the advice. A fault of a rule
     * is logged, and there is no advice.
     */
    public static Optional<ErrorGuidance> aboutOrNone(Failure failure) {
        try {
            return about(failure);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(
                    Level.WARNING,
                    "a run has no guidance, because a rule failed; please report it",
                    e);
            return Optional.empty();
        }
    }

    /** Returns advice about a run; empty if it went well, or nothing is known to help. */
    public static Optional<ErrorGuidance> about(Failure failure) {
        return Optional.ofNullable(advice(failure)).map(Advice::build);
    }

    private static @Nullable Advice advice(Failure failure) {
        if (failure.outcome().success()) {
            return LimitRules.outputLimit(failure);
        }
        Advice advice = LimitRules.stopped(failure);
        ErrorReport error = failure.error().orElse(null);
        if (advice == null && error != null) {
            advice = ofError(failure, error);
        }
        return advice == null ? LimitRules.outputLimit(failure) : advice;
    }

    private static @Nullable Advice ofError(Failure failure, ErrorReport error) {
        Source source = new Source(failure.code(), failure.isPython());
        Advice advice = ofCase(new Case(failure, error, source));
        for (ErrorReport cause : error.causes()) {
            if (advice == null) {
                advice = ofCase(new Case(failure, cause, source));
            }
        }
        // Programs tell a lack of room in words of their own, or not at all.
        return advice == null && failure.signs().spaceRefused() ? LimitRules.disk(failure) : advice;
    }

    private static @Nullable Advice ofCase(Case problem) {
        Rules rules = problem.isPython() ? PYTHON : JAVASCRIPT;
        Advice advice = first(rules.surroundings(), problem);
        boolean mistakes = !problem.isCause() || problem.text("relation").equals("member");
        return advice == null && mistakes ? first(rules.mistakes(), problem) : advice;
    }

    private static @Nullable Advice first(List<Rule> rules, Case problem) {
        for (Rule rule : rules) {
            Advice advice = rule.advise(problem);
            if (advice != null) {
                return advice;
            }
        }
        return null;
    }
}
