package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Advises about attributes that Python objects do not have. */
final class PythonAttributeRules {
    static final List<Rule> RULES =
            List.of(PythonModuleRules::shadowed, PythonAttributeRules::absent);

    private static final Catalogue CATALOGUE = Catalogue.of(true);
    private static final int MOST_SHOWN = 12;

    /** Other words for the same, where neither spelling nor another language explains it. */
    private static final Map<String, List<String>> SYNONYMS =
            Map.of(
                    "squareroot", List.of("sqrt"),
                    "root", List.of("sqrt"),
                    "power", List.of("pow"),
                    "absolute", List.of("fabs"),
                    "average", List.of("mean", "fmean"),
                    "std", List.of("stdev"),
                    "var", List.of("variance"),
                    "random_int", List.of("randint"),
                    "parse", List.of("loads", "parse"),
                    "stringify", List.of("dumps"));

    private PythonAttributeRules() {}

    private static @Nullable Advice absent(Case problem) {
        String name = problem.text("attribute_name");
        String type = problem.text("object_type");
        if (!problem.isNamed("AttributeError")
                || problem.isOwn()
                || name.isEmpty()
                || type.equals("NoneType")) {
            return null;
        }
        if (!problem.text("module_name").isEmpty()) {
            return PythonModuleRules.attributeOfModule(problem, problem.text("module_name"), name);
        }
        return ofOtherTimes(problem, type, name)
                .or(() -> key(problem, type, name))
                .or(() -> misspelt(problem, type, name))
                .orElseGet(() -> unknown(problem, type, name));
    }

    private static Optional<Advice> ofOtherTimes(Case problem, String type, String name) {
        String full = type + "." + name;
        Optional<Advice> removed =
                CATALOGUE
                        .find("removed-attribute", full)
                        .map(entry ->
                                replaced(
                                        problem,
                                        PythonModuleRules.removed(problem, full, entry),
                                        name,
                                        entry));
        return removed.or(() ->
                CATALOGUE
                        .find("foreign-method", full)
                        .map(entry ->
                                replaced(
                                        problem,
                                        problem.advice(Topic.UNKNOWN_ATTRIBUTE)
                                                .step(
                                                        "%s has no %s in Python. Instead: %s.",
                                                        object(problem, type),
                                                        name,
                                                        entry.value("use")),
                                        name,
                                        entry)));
    }

    /** Adds the corrected line, if the catalogue tells how, and the example. */
    static Advice replaced(Case problem, Advice advice, String name, Catalogue.Entry entry) {
        String line = problem.lineText();
        if (!entry.value("replace").isEmpty()) {
            problem.fix(advice, Source.replaceWord(line, 0, name, entry.value("replace")));
        } else if (!entry.value("wrap").isEmpty()) {
            String expression = problem.expression();
            Expressions.beforeLastName(expression)
                    .filter(object -> line.contains(expression) && !line.contains(expression + "("))
                    .ifPresent(object ->
                            problem.fix(
                                    advice,
                                    line.replace(
                                            expression, entry.value("wrap") + "(" + object + ")")));
        } else if (line.strip().equals("from " + problem.text("module_name") + " import " + name)
                && entry.value("now").matches("[a-z.]++")) {
            problem.fix(advice, "from " + entry.value("now") + " import " + name);
        }
        return advice.example(entry.code());
    }

    private static Optional<Advice> key(Case problem, String type, String name) {
        if (!type.equals("dict") || !problem.flag("is_key")) {
            return Optional.empty();
        }
        String expression = problem.expression();
        Advice advice =
                problem.advice(Topic.UNKNOWN_ATTRIBUTE)
                        .step(
                                "The object is a dict, and `%1$s` one of its keys: write ['%1$s'] instead of .%1$s.",
                                name);
        Expressions.beforeLastName(expression)
                .ifPresent(object ->
                        problem.fix(
                                advice,
                                problem.lineText()
                                        .replace(expression, object + "['" + name + "']")));
        return Optional.of(advice);
    }

    private static Optional<Advice> misspelt(Case problem, String type, String name) {
        List<String> names = problem.texts("names");
        return Similar.best(name, names)
                .or(() -> synonym(name, names))
                .map(meant -> {
                    Advice advice =
                            problem.advice(Topic.UNKNOWN_ATTRIBUTE)
                                    .step(
                                            "%s has no `%s`. Did you mean `%s`?",
                                            object(problem, type), name, meant);
                    problem.fix(advice, Source.replaceWord(problem.lineText(), 0, name, meant));
                    return advice;
                });
    }

    static Optional<String> synonym(String name, List<String> names) {
        return SYNONYMS.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(names::contains)
                .findFirst();
    }

    private static String object(Case problem, String type) {
        String className = problem.text("class_name");
        if (!className.isEmpty()) {
            return "The class " + className;
        }
        return Advice.withArticle(type);
    }

    private static Advice unknown(Case problem, String type, String name) {
        List<String> names =
                problem.texts("names").stream()
                        .filter(it -> !it.startsWith("_"))
                        .distinct()
                        .toList();
        Advice advice = problem.advice(Topic.UNKNOWN_ATTRIBUTE);
        advice.step("%s has no `%s`.", object(problem, type), Advice.shown(name));
        if (!names.isEmpty()) {
            advice.step("It has: %s.", some(names));
        }
        return advice.step(
                "Look at line %d: is the object what it should be? print(type(x), dir(x)) tells.",
                problem.line());
    }

    /** The first names of a list, for reading. */
    static String some(List<String> names) {
        String list =
                String.join(", ", names.stream().limit(MOST_SHOWN).map(Advice::shown).toList());
        return names.size() > MOST_SHOWN ? list + " …" : list;
    }
}
