package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorGuidance;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what can be done about a run that failed, from what is known of it and never from its output. */
public final class Guidance {
    /** Knows one kind of failure. */
    @FunctionalInterface
    interface Rule {
        /** Returns advice; null if this is another kind of failure. */
        @Nullable Advice advise(Failure failure);
    }

    /** In the order of how sure they are: what stopped the run, what the language reports, what merely happened too. */
    private static final List<Rule> RULES =
            Stream.of(
                            LimitRules.RULES,
                            SessionRules.RULES,
                            PythonRules.RULES,
                            JavaScriptRules.RULES,
                            CommonRules.RULES)
                    .flatMap(List::stream)
                    .toList();

    private Guidance() {}

    /** Returns advice about a run; empty if it went well, or nothing is known to help. */
    public static Optional<ErrorGuidance> about(Failure failure) {
        if (failure.outcome().success()) {
            return Optional.ofNullable(LimitRules.outputLimit(failure)).map(Advice::build);
        }
        for (Rule rule : RULES) {
            Advice advice = rule.advise(failure);
            if (advice != null) {
                return Optional.of(advice.build());
            }
        }
        return Optional.empty();
    }
}
