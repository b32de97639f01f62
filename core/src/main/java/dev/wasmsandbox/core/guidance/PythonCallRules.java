package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about calls of Python programs: arguments that do not fit, and what cannot be called. */
final class PythonCallRules {
    static final List<Rule> RULES =
            List.of(PythonCallRules::arguments, PythonCallRules::notCallable);

    private static final Pattern ARGUMENTS =
            Pattern.compile(
                    "^(?:([\\w.<>]{1,200})(?:\\(\\))? )?(?:missing \\d+ required|missing required argument|takes |expected (?:at (?:least|most) |exactly )?\\d+ argument|got an unexpected keyword|got multiple values|got some positional-only|[\\w.]{1,100}\\(\\) (?:takes|missing|got) ).*",
                    Pattern.DOTALL);

    private static final Pattern DID_YOU_MEAN =
            Pattern.compile("argument '([^']{1,64})'\\. Did you mean '([^']{1,64})'\\?");
    private static final Pattern UNEXPECTED =
            Pattern.compile("unexpected keyword argument '([^']{1,64})'");
    private static final Pattern NOT_CALLABLE =
            Pattern.compile(
                    "^'([^']{1,64})' object is not callable(?:\\. Did you mean: '([^']{1,100})\\(\\.\\.\\.\\)'\\?)?");

    private PythonCallRules() {}

    private static @Nullable Advice arguments(Case problem) {
        Matcher matcher = ARGUMENTS.matcher(problem.message());
        if (!problem.isNamed("TypeError") || problem.isOwn() || !matcher.matches()) {
            return null;
        }
        String function = problem.message().split("\\(\\)", 2)[0];
        String simple = function.substring(function.lastIndexOf('.') + 1);
        int begin = Expressions.isName(simple) ? problem.source().function(simple) : 0;
        Advice advice = problem.advice(Topic.WRONG_ARGUMENTS);
        if (begin > 0
                && problem.message().contains("takes 0 positional arguments but 1 was given")
                && function.contains(".")) {
            return self(problem, advice, simple, begin);
        }
        Matcher meant = DID_YOU_MEAN.matcher(problem.message());
        if (meant.find()) {
            advice.step(
                    "There is no argument %s. Did you mean %s?", meant.group(1), meant.group(2));
            problem.fix(
                    advice,
                    Source.replaceWord(problem.lineText(), 0, meant.group(1), meant.group(2)));
            return advice;
        }
        advice.step(
                "Line %d calls %s with arguments that it does not take: %s.",
                problem.line(), Advice.shown(function), Advice.shown(problem.message()));
        if (begin > 0) {
            advice.step(
                    "It is defined in line %d: %s",
                    begin, Advice.code(problem.source().line(begin)));
        }
        Matcher unexpected = UNEXPECTED.matcher(problem.message());
        if (unexpected.find()) {
            advice.step(
                    "Leave out `%s`, or write the name that the function has for it; help(function) tells its parameters.",
                    unexpected.group(1));
        } else {
            advice.step(
                    "Give each parameter without a default one value, by its place or by its name.");
        }
        return advice.example(
                "def greet(name, greeting='Hello'):\n    return f'{greeting}, {name}!'\n\nprint(greet('Ann'), greet('Ann', greeting='Hi'))");
    }

    private static Advice self(Case problem, Advice advice, String name, int begin) {
        String line = problem.source().line(begin);
        advice.step(
                "A method takes its object as its first parameter: write `def %s(self)`.", name);
        if (line.contains(name + "()")) {
            advice.fix(begin, line.replace(name + "()", name + "(self)"));
        }
        return advice.step("Or mark it with @staticmethod if it needs no object.");
    }

    private static @Nullable Advice notCallable(Case problem) {
        Matcher matcher = NOT_CALLABLE.matcher(problem.message());
        if (!problem.isNamed("TypeError")
                || problem.isOwn()
                || !matcher.find()
                || matcher.group(1).equals("NoneType")) {
            return null;
        }
        String type = matcher.group(1);
        String callee = Expressions.beforeLastGroup(problem.expression(), '(').orElse("");
        Advice advice = problem.advice(Topic.NOT_CALLABLE);
        if (matcher.group(2) != null) {
            advice.step(
                    "%s is a module. Did you mean %s(…)?", Advice.code(callee), matcher.group(2));
            problem.fix(advice, problem.lineText().replace(callee + "(", matcher.group(2) + "("));
            return advice;
        }
        return hidden(problem, advice, callee, type)
                .or(() -> bracketed(problem, advice, callee, type))
                .or(() -> multiplied(problem, advice, callee, type))
                .orElseGet(() ->
                        advice.step(
                                "%s is a %s, and no function: take the brackets away, or call what was meant.",
                                callee.isEmpty()
                                        ? "What line " + problem.line() + " calls"
                                        : Advice.code(callee),
                                type));
    }

    /** A variable that has the name of a function. */
    private static Optional<Advice> hidden(
            Case problem, Advice advice, String callee, String type) {
        Optional<Source.Definition> value =
                Expressions.isName(callee)
                        ? problem.source().assignmentBefore(callee, problem.line())
                        : Optional.empty();
        return value.filter(_ -> BUILTINS.contains(callee))
                .map(it ->
                        advice.step(
                                        "Line %1$d gave the name `%2$s` to a %3$s, which hides the function %2$s: use another name, such as `my_%2$s`, there and wherever it is meant.",
                                        it.line(), callee, type)
                                .example(
                                        "my_%1$s = [1, 2]\nprint(%1$s, my_%1$s)"
                                                .formatted(callee)));
    }

    private static final List<String> BUILTINS =
            List.of(
                    "list",
                    "dict",
                    "str",
                    "set",
                    "int",
                    "float",
                    "tuple",
                    "sum",
                    "max",
                    "min",
                    "len",
                    "input",
                    "print",
                    "type",
                    "id",
                    "filter",
                    "map",
                    "range",
                    "sorted",
                    "open",
                    "file",
                    "next",
                    "iter",
                    "all",
                    "any",
                    "abs",
                    "round",
                    "bytes",
                    "bool",
                    "object",
                    "format",
                    "hash",
                    "vars",
                    "zip",
                    "reversed",
                    "enumerate");

    private static Optional<Advice> bracketed(
            Case problem, Advice advice, String callee, String type) {
        if (!List.of("list", "tuple", "dict", "str").contains(type) || callee.isEmpty()) {
            return Optional.empty();
        }
        String argument = Expressions.inLastGroup(problem.expression(), '(').orElse("");
        advice.step(
                "%s is a %s: elements are taken with square brackets.", Advice.code(callee), type);
        if (!argument.isEmpty()) {
            problem.fix(
                    advice,
                    problem.lineText()
                            .replace(callee + "(" + argument + ")", callee + "[" + argument + "]"));
        }
        return Optional.of(advice);
    }

    private static Optional<Advice> multiplied(
            Case problem, Advice advice, String callee, String type) {
        if (!List.of("int", "float").contains(type) || callee.isEmpty()) {
            return Optional.empty();
        }
        advice.step(
                "A number before a bracket is no multiplication: write `%s * (…)`.",
                Advice.shown(callee));
        String expression = problem.expression();
        problem.fix(
                advice,
                problem.lineText()
                        .replace(
                                expression,
                                callee + " * " + expression.substring(callee.length()).strip()));
        return Optional.of(advice);
    }
}
