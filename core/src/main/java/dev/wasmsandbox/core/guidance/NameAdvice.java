package dev.wasmsandbox.core.guidance;

import java.util.Collection;
import java.util.Optional;

/** Words about names that a program uses and that are not there, the same for every language. */
final class NameAdvice {
    private NameAdvice() {}

    /** Advises about a name that belongs to another language. */
    static Optional<Advice> foreign(Case problem, String name) {
        String language = problem.isPython() ? "Python" : "JavaScript";
        return Catalogue.of(problem.isPython())
                .find("foreign-name", name)
                .map(entry ->
                        replaced(
                                problem,
                                problem.advice(Topic.UNDEFINED_NAME)
                                        .step(
                                                "`%s` is no word of %s. Instead: %s.",
                                                name, language, entry.value("use")),
                                name,
                                entry));
    }

    /** Advises about a name that is spelt almost as one that is there. */
    static Optional<Advice> misspelt(Case problem, String name, Collection<String> names) {
        return Similar.best(name, names)
                .map(meant -> {
                    Advice advice =
                            problem.advice(Topic.UNDEFINED_NAME)
                                    .step("There is no `%s`. Did you mean `%s`?", name, meant);
                    problem.rename(advice, name, meant);
                    return advice;
                });
    }

    /** Adds the corrected line, if the catalogue tells what takes the place of a name, and the example. */
    static Advice replaced(Case problem, Advice advice, String name, Catalogue.Entry entry) {
        if (!entry.value("replace").isEmpty()) {
            problem.rename(advice, name, entry.value("replace"));
        }
        return advice.example(entry.code());
    }
}
