package dev.wasmsandbox.core.guidance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about names that a Python program uses and that are not there. */
final class PythonNameRules {
    static final List<Rule> RULES = List.of(PythonNameRules::unbound, PythonNameRules::undefined);

    private static final Catalogue CATALOGUE = Catalogue.of(true);
    private static final Pattern UNBOUND =
            Pattern.compile("^cannot access local variable '([^']{1,64})' where");

    private PythonNameRules() {}

    private static @Nullable Advice unbound(Case problem) {
        var matcher = UNBOUND.matcher(problem.message());
        if (!problem.isNamed("UnboundLocalError") || problem.isOwn() || !matcher.find()) {
            return null;
        }
        String name = matcher.group(1);
        boolean global = Collections.frequency(problem.texts("names"), name) > 1;
        Advice advice = problem.advice(Topic.UNDEFINED_NAME);
        if (!global) {
            return advice.step(
                            "`%s` has no value yet when line %d uses it: give it one before, on every way that leads there.",
                            name, problem.line())
                    .step(
                            "A value that is only set in a loop, an if or a try may never be set: begin with `%s = None` or another start value.",
                            name);
        }
        return advice.step(
                        "The function assigns to `%1$s`, so it is a local variable there, and has no value when line %2$d reads it. Write `global %1$s` as the first line of the function if the one of the module is meant.",
                        name, problem.line())
                .step("Or give the value as an argument, and return the new one.")
                .example(
                        "%1$s = 0\n\ndef change():\n    global %1$s\n    %1$s = %1$s + 1\n\nchange()\nprint(%1$s)"
                                .formatted(name));
    }

    private static @Nullable Advice undefined(Case problem) {
        String name = problem.text("name");
        if (!problem.isNamed("NameError") || problem.isOwn() || name.isEmpty()) {
            return null;
        }
        return NameAdvice.foreign(problem, name)
                .or(() -> removed(problem, name))
                .or(() -> ofOwner(problem, name))
                .or(() -> notImported(problem, name))
                .or(() -> notYet(problem, name))
                .or(() -> misspelt(problem, name))
                .or(() -> alias(problem, name))
                .orElseGet(() -> unknown(problem, name));
    }

    private static Optional<Advice> removed(Case problem, String name) {
        return CATALOGUE
                .find("removed-name", name)
                .map(entry ->
                        NameAdvice.replaced(
                                problem,
                                PythonModuleRules.removed(problem, "`" + name + "`", entry),
                                name,
                                entry));
    }

    private static Optional<Advice> ofOwner(Case problem, String name) {
        String owner = problem.text("owner");
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        Advice advice =
                problem.advice(Topic.UNDEFINED_NAME)
                        .step("`%1$s` is an attribute of `%2$s`: write `%2$s.%1$s`.", name, owner);
        problem.rename(advice, name, owner + "." + name);
        return Optional.of(advice);
    }

    private static Optional<Advice> notImported(Case problem, String name) {
        boolean usedAsModule = problem.source().line(problem.line()).contains(name + ".");
        Optional<Catalogue.Entry> home = CATALOGUE.find("at-home", name);
        boolean isModule = Modules.importable().contains(name);
        if (home.isEmpty() && !isModule) {
            return Optional.empty();
        }
        boolean sameModule = home.isPresent() && home.get().names().get(0).equals(name);
        boolean twice = problem.lineText().contains(name + "." + name);
        boolean ofModule = isModule && (home.isEmpty() || twice || (usedAsModule && !sameModule));
        String line =
                ofModule
                        ? "import " + name
                        : "from " + home.orElseThrow().names().get(0) + " import " + name;
        return Optional.of(
                problem.advice(Topic.UNDEFINED_NAME)
                        .step(
                                "`%s` is not imported: write `%s` at the beginning of the program.",
                                name, line)
                        .example(line));
    }

    private static Optional<Advice> alias(Case problem, String name) {
        return CATALOGUE
                .find("alias", name)
                .map(entry -> {
                    if (entry.kind().equals("home")) {
                        String line = "import " + entry.names().get(0) + " as " + name;
                        return problem.advice(Topic.UNDEFINED_NAME)
                                .step(
                                        "`%s` is not imported: write `%s` at the beginning of the program.",
                                        name, line)
                                .example(line);
                    }
                    return problem.advice(Topic.UNDEFINED_NAME)
                            .step(
                                    "`%s` is not imported, and stands for %s, which is not there. Use %s.",
                                    name, entry.names().get(0), entry.value("use"))
                            .example(entry.code());
                });
    }

    private static Optional<Advice> notYet(Case problem, String name) {
        int line = problem.line() == 0 ? 0 : problem.source().definitionAfter(name, problem.line());
        return line == 0
                ? Optional.empty()
                : Optional.of(
                        problem.advice(Topic.UNDEFINED_NAME)
                                .step(
                                        "`%s` is defined in line %d, but line %d uses it before that: move the definition up.",
                                        name, line, problem.line())
                                .example(
                                        "def double(x):\n    return 2 * x\n\nprint(double(5))  # after the definition"));
    }

    private static Optional<Advice> misspelt(Case problem, String name) {
        List<String> candidates = new ArrayList<>(problem.texts("names"));
        candidates.addAll(problem.texts("builtins"));
        return NameAdvice.misspelt(problem, name, candidates);
    }

    private static Advice unknown(Case problem, String name) {
        List<String> names =
                problem.texts("names").stream()
                        .filter(it -> !it.startsWith("_"))
                        .distinct()
                        .toList();
        Advice advice =
                problem.advice(Topic.UNDEFINED_NAME)
                        .step(
                                "`%s` is not defined: give it a value, define it or import it before line %d.",
                                Advice.shown(name), problem.line())
                        .step("If it is text, put it in quotes: \"%s\".", Advice.shown(name))
                        .step(
                                "Names of an earlier run are there only if the sandbox keeps its interpreter (autoPersistGlobals); else every run begins afresh.");
        return names.isEmpty()
                ? advice
                : advice.step("Defined are: %s.", PythonAttributeRules.some(names));
    }
}
