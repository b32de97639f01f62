package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Advises about keys that are not in a dictionary of Python. */
final class PythonKeyRules {
    static final List<Rule> RULES = List.of(PythonKeyRules::missing);

    private PythonKeyRules() {}

    private static @Nullable Advice missing(Case problem) {
        if (!problem.isNamed("KeyError") || problem.isOwn()) {
            return null;
        }
        Object key = problem.report().attributes().get("key");
        if (problem.expression().contains("os.environ")) {
            return environment(problem, String.valueOf(key));
        }
        Advice advice = problem.advice(Topic.MISSING_KEY);
        if (problem.text("container_type").equals("set")
                || problem.text("container_type").equals("frozenset")) {
            return advice.step(
                            "The set has no such element: use discard, which does nothing then, or ask with `in` first.")
                    .example("tags = {'a', 'b'}\ntags.discard('c')\nprint(tags)");
        }
        if (problem.message().startsWith("slice(")) {
            return advice.step(
                            "A dict has no slices: make a list of its items first, as in list(ranking.items())[:1].")
                    .example("ranking = {'a': 3, 'b': 1}\nprint(list(ranking.items())[:1])");
        }
        if (problem.flag("in_library")) {
            return advice.step(
                    "%s. Ask what there is, and use a name from there.",
                    Advice.shown(problem.message()));
        }
        String shown = shown(key);
        List<String> keys = problem.texts("keys");
        Optional<String> meant = meant(key, keys);
        if (meant.isPresent()) {
            advice.step("There is no key %s. Did you mean %s?", shown, meant.get());
            problem.fix(advice, corrected(problem, key, meant.get()));
        } else {
            advice.step(
                    "There is no key %s: use .get(key, default) if it may be absent, or ask with `in` first.",
                    shown);
            others(problem, advice);
        }
        return keys.isEmpty()
                ? advice
                : advice.step("The keys are: %s.", PythonAttributeRules.some(keys));
    }

    private static Advice environment(Case problem, String name) {
        return problem.advice(Topic.MISSING_KEY)
                .step(
                        "The environment has no variable %s: it holds only what ExecutionPolicy.environment and the request give.",
                        Advice.shown(name))
                .step("Use os.environ.get with a default where the program can do without.")
                .example(
                        "import os\nprint(os.environ.get('%s', 'none'))"
                                .formatted(Expressions.isName(name) ? Advice.shown(name) : "NAME"));
    }

    private static String shown(@Nullable Object key) {
        return key instanceof String text
                ? "'" + Advice.shown(text) + "'"
                : Objects.toString(key, "of that value");
    }

    /** A key as the source writes it, which is spelt almost so, or has another type. */
    private static Optional<String> meant(@Nullable Object key, List<String> keys) {
        if (key instanceof Long number && keys.contains("'" + number + "'")) {
            return Optional.of("'" + number + "'");
        }
        if (key instanceof String text && keys.contains(text)) {
            return Optional.of(text);
        }
        if (!(key instanceof String text)) {
            return Optional.empty();
        }
        List<String> texts =
                keys.stream().map(Expressions::inSingleQuotes).flatMap(Optional::stream).toList();
        return Similar.best(text, texts).map(it -> "'" + it + "'");
    }

    private static @Nullable String corrected(Case problem, @Nullable Object key, String meant) {
        String line = problem.lineText();
        if (key instanceof String text) {
            return Expressions.inSingleQuotes(meant)
                    .map(it -> Expressions.replaceLiteral(line, text, it))
                    .orElse(null);
        }
        Optional<String> inBrackets = Expressions.inLastGroup(problem.expression(), '[');
        return inBrackets
                .filter(Expressions::isName)
                .map(name -> line.replace("[" + name + "]", "[str(" + name + ")]"))
                .orElse(null);
    }

    private static void others(Case problem, Advice advice) {
        if (problem.lineText().contains("+=")) {
            advice.step("To count or to add up, use collections.Counter or defaultdict.")
                    .example("from collections import Counter\nprint(Counter('a b a'.split()))");
        } else {
            advice.example(
                    "stock = {'apples': 3}\nprint(stock.get('bananas', 0))\nif 'bananas' in stock:\n    print(stock['bananas'])");
        }
    }
}
