package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about None that a Python program uses as if it were something. */
final class PythonNoneRules {
    static final List<Rule> RULES = List.of(PythonNoneRules::none);

    private static final Pattern NOT_POSSIBLE =
            Pattern.compile(
                    "^(?:cannot unpack non-iterable NoneType object|'NoneType' object (?:is not|cannot|does not|has no|can't)|unsupported operand type\\(s\\) for [^:]{1,6}: (?:'NoneType' and '|'[^']{1,64}' and 'NoneType')|argument of type 'NoneType'|object of type 'NoneType').*+",
                    Pattern.DOTALL);

    /** Methods that change an object in place and return None; what returns the changed one. */
    private static final Pattern IN_PLACE =
            Pattern.compile(
                    "^([\\w.]{1,100})\\.(sort|reverse|append|extend|insert|update|add|remove|clear|shuffle)\\(.*+");

    private static final Pattern SEARCH = Pattern.compile("\\b(?:search|match|fullmatch)\\(");
    private static final Pattern CALL = Pattern.compile("^(?:await )?+([A-Za-z_]\\w{0,99})\\(.*+");

    private PythonNoneRules() {}

    private static @Nullable Advice none(Case problem) {
        boolean attribute =
                problem.isNamed("AttributeError")
                        && problem.text("object_type").equals("NoneType")
                        && !problem.text("attribute_name").isEmpty();
        boolean type =
                problem.isNamed("TypeError") && NOT_POSSIBLE.matcher(problem.message()).matches();
        if (problem.isOwn() || (!attribute && !type)) {
            return null;
        }
        Advice advice = problem.advice(Topic.UNDEFINED_VALUE);
        String value = value(problem, attribute).orElse("");
        origin(problem, advice, value);
        if (value.isEmpty()) {
            advice.step(
                    "A value in line %d is None: check it before use, with `if value is not None:`.",
                    problem.line());
        } else {
            advice.step(
                    "%s is None in line %d: check it before use, with `is not None`.",
                    Advice.code(value), problem.line());
        }
        return advice;
    }

    /** The part of the expression that was None. */
    private static Optional<String> value(Case problem, boolean attribute) {
        String expression = problem.expression();
        if (attribute) {
            return Expressions.beforeLastName(callee(expression));
        }
        if (problem.message().contains("is not subscriptable")) {
            return Expressions.beforeLastGroup(expression, '[');
        }
        if (problem.message().contains("is not callable")) {
            return Expressions.beforeLastGroup(expression, '(');
        }
        if (problem.message().contains("is not iterable")) {
            return Optional.of(expression).filter(it -> !it.isEmpty());
        }
        return Optional.empty();
    }

    private static String callee(String expression) {
        return Expressions.beforeLastGroup(expression, '(').orElse(expression);
    }

    /** Says where the None is from, if the program shows it. */
    private static void origin(Case problem, Advice advice, String value) {
        Optional<Source.Definition> definition =
                Expressions.isName(value)
                        ? problem.source().assignmentBefore(value, problem.line())
                        : Optional.empty();
        String made = definition.map(Source.Definition::value).orElse(value);
        int line = definition.map(Source.Definition::line).orElse(problem.line());
        Matcher inPlace = IN_PLACE.matcher(made);
        Matcher call = CALL.matcher(made);
        if (inPlace.matches()) {
            inPlace(advice, inPlace, line);
        } else if (SEARCH.matcher(made).find()) {
            advice.step("%s gives None where the pattern is not found.", Advice.code(made))
                    .example(
                            "import re\nmatch = re.search(r'\\d+', 'no numbers')\nprint(match.group() if match else 'nothing found')");
        } else if (made.contains(".get(")) {
            advice.step(
                            "%s gives None where the key is absent: give it a default, as in .get(key, {}).",
                            Advice.code(made))
                    .example("data = {}\nprint(data.get('profile', {}).get('email', 'unknown'))");
        } else if (made.contains(".find(")) {
            advice.step("%s gives None where nothing is found.", Advice.code(made));
        } else if (call.matches()) {
            ofFunction(problem, advice, call.group(1));
        }
    }

    private static void inPlace(Advice advice, Matcher call, int line) {
        String object = call.group(1);
        String other =
                switch (call.group(2)) {
                    case "sort" -> "sorted(" + object + ")";
                    case "reverse" -> "list(reversed(" + object + "))";
                    default -> object;
                };
        advice.step(
                        "%s in line %d changes the object and gives None. Write `%s` for the value.",
                        Advice.code(call.group(0)), line, other)
                .example("numbers = [3, 1, 2]\nordered = sorted(numbers)\nprint(ordered[0])");
    }

    private static void ofFunction(Case problem, Advice advice, String function) {
        int begin = problem.source().function(function);
        if (begin > 0 && problem.source().returnsNothing(begin)) {
            advice.step(
                            "The function %s, line %d, has no `return` with a value, so its calls give None: return what it works out.",
                            function, begin)
                    .example(
                            "def double(values):\n    return [2 * value for value in values]\n\nprint(double([1, 2]))");
        }
    }
}
