package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about Python values that are of another type than an operation takes. Asked after the rules for None, calls and JSON. */
final class PythonTypeRules {
    static final List<Rule> RULES = List.of(PythonTypeRules::wrongType);

    /** What a message says, and who advises about it. */
    private record Kind(Pattern message, Advisor advisor) {}

    private interface Advisor {
        void advise(Case problem, Matcher message, Advice advice);
    }

    private static final List<Kind> KINDS =
            List.of(
                    kind(
                            "can only concatenate str \\(not \"(\\w++)\"\\) to str",
                            PythonTypeRules::concatenated),
                    kind(
                            "can only concatenate (\\w++) \\(not \"(\\w++)\"\\) to \\w++",
                            PythonTypeRules::joined),
                    kind(
                            "unsupported operand type\\(s\\) for ([^:]{1,4}): '([^']{1,64})' and '([^']{1,64})'",
                            PythonTypeRules::operands),
                    kind(
                            "'[<>]=?' not supported between instances of '([^']{1,64})' and '([^']{1,64})'",
                            PythonTypeRules::compared),
                    kind(
                            "(list|tuple|string|byte|bytearray) (?:indices|index) must be integers.*",
                            PythonTypeRules::index),
                    kind("'(int|float|bool)' object is not iterable", PythonTypeRules::iterated),
                    kind(
                            "'float' object cannot be interpreted as an integer",
                            PythonTypeRules::whole),
                    kind("unhashable type: '([^']{1,64})'", PythonTypeRules::hashed),
                    kind(
                            "'([^']{1,64})' object does not support item (?:assignment|deletion)",
                            PythonTypeRules::assigned),
                    kind(
                            "sequence item \\d++: expected str instance, (\\w++) found",
                            PythonTypeRules::stringsJoined),
                    kind(
                            "a bytes-like object is required, not 'str'",
                            PythonTypeRules::bytesWanted),
                    kind(
                            "write\\(\\) argument must be str, not (\\w++)",
                            PythonTypeRules::textWanted),
                    kind(
                            "'(coroutine|async_generator)' object is not .*",
                            PythonTypeRules::awaited),
                    kind(
                            "can't multiply sequence by non-int of type '([^']{1,64})'",
                            PythonTypeRules::multiplied));

    private PythonTypeRules() {}

    private static Kind kind(String message, Advisor advisor) {
        return new Kind(Pattern.compile("^" + message, Pattern.DOTALL), advisor);
    }

    private static @Nullable Advice wrongType(Case problem) {
        if (!problem.isNamed("TypeError") || problem.isOwn()) {
            return null;
        }
        Advice advice = problem.advice(Topic.WRONG_TYPE);
        for (Kind kind : KINDS) {
            Matcher matcher = kind.message().matcher(problem.message());
            if (matcher.find()) {
                kind.advisor().advise(problem, matcher, advice);
                return advice;
            }
        }
        String what =
                problem.expression().isEmpty() ? "" : ", in " + Advice.code(problem.expression());
        return advice.step(
                        "A value has the wrong type in line %d%s: %s.",
                        problem.line(), what, Advice.shown(problem.message()))
                .step(
                        "Look at the types with print(type(value)), and convert with int(), float(), str() or list() where that is meant.");
    }

    private static void concatenated(Case problem, Matcher message, Advice advice) {
        Optional<Expressions.Operation> operation =
                Expressions.operation(problem.expression(), "+");
        boolean counts = operation.isPresent() && isNumber(operation.get().right());
        if (counts) {
            advice.step(
                    "Text and a number cannot be added: make a number of %s with int(…) or float(…).",
                    Advice.code(operation.get().left()));
            return;
        }
        advice.step(
                "Text and %s cannot be added: write str(…) around the %s, or use an f-string.",
                message.group(1), message.group(1));
        operation.ifPresent(it -> wrap(problem, advice, it.right(), "str"));
        advice.example("age = 30\nprint('Age: ' + str(age))\nprint(f'Age: {age}')");
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,20}+(?:\\.\\d{0,20})?+");
    }

    /** Corrects the line by a call around the last place of an operand. */
    private static void wrap(Case problem, Advice advice, String operand, String function) {
        String line = problem.lineText();
        String expression = problem.expression();
        int at = line.indexOf(expression);
        if (at < 0 || !expression.endsWith(operand) || line.indexOf(expression, at + 1) >= 0) {
            return;
        }
        int begin = at + expression.length() - operand.length();
        problem.fix(
                advice,
                line.substring(0, begin)
                        + function
                        + "("
                        + operand
                        + ")"
                        + line.substring(begin + operand.length()));
    }

    private static void joined(Case problem, Matcher message, Advice advice) {
        advice.step(
                        "Only a %1$s can be added to a %1$s, and this is a %2$s: use append for one element, or make a %1$s of it.",
                        message.group(1), message.group(2))
                .example("values = [1]\nvalues.append(2)\nprint(values + [3])");
    }

    private static void operands(Case problem, Matcher message, Advice advice) {
        String left = message.group(2);
        String right = message.group(3);
        advice.step(
                "A %s and a %s do not go together with %s: convert one of them.",
                left, right, message.group(1));
        if (left.equals("str") || right.equals("str")) {
            advice.step("Numbers that were read as text become numbers with int(…) or float(…).")
                    .example("row = ['10', '20']\nprint(sum(int(value) for value in row))");
        }
    }

    private static void compared(Case problem, Matcher message, Advice advice) {
        advice.step(
                        "A %s and a %s have no order: convert the values to one type first, as with key=float or key=str.",
                        message.group(1), message.group(2))
                .example("scores = [90, '85', 70]\nprint(sorted(scores, key=float))");
    }

    private static void index(Case problem, Matcher message, Advice advice) {
        String type = message.group(1);
        advice.step(
                "A %s is indexed by whole numbers: take an element first, or loop over it.", type);
        Expressions.beforeLastGroup(problem.expression(), '[')
                .flatMap(object ->
                        Expressions.inLastGroup(problem.expression(), '[')
                                .filter(key -> key.startsWith("\"") || key.startsWith("'"))
                                .map(key -> object + "[0][" + key + "]"))
                .filter(it -> type.equals("list"))
                .ifPresent(corrected ->
                        advice.step(
                                "`%s` takes it from the first element.", Advice.shown(corrected)));
        advice.example(
                "users = [{'name': 'Ann'}, {'name': 'Bob'}]\nprint([user['name'] for user in users])");
    }

    private static void iterated(Case problem, Matcher message, Advice advice) {
        advice.step(
                "A number cannot be looped over: write range(…) for counting, or put it into a list.");
        String value = problem.expression();
        if (message.group(1).equals("int")
                && problem.lineText().strip().endsWith(" in " + value + ":")) {
            problem.fix(
                    advice,
                    problem.lineText().replace(" in " + value + ":", " in range(" + value + "):"));
        }
        advice.example("count = 5\nfor i in range(count):\n    print(i)");
    }

    private static void whole(Case problem, Matcher message, Advice advice) {
        advice.step(
                "A whole number is wanted, and this is a float: divide with // instead of /, or use int(…).");
        String argument = Expressions.inLastGroup(problem.expression(), '(').orElse("");
        if (argument.contains(" / ")) {
            problem.fix(
                    advice, problem.lineText().replace(argument, argument.replace(" / ", " // ")));
        }
        advice.example("n = 10\nfor i in range(n // 2):\n    print(i)");
    }

    private static void hashed(Case problem, Matcher message, Advice advice) {
        String other =
                message.group(1).equals("dict")
                        ? "a tuple of its items, or one of its values"
                        : message.group(1).equals("set") ? "a frozenset" : "a tuple";
        advice.step("A %s can be no key and no element of a set: use %s.", message.group(1), other)
                .example(
                        "visited = set()\nposition = [0, 1]\nvisited.add(tuple(position))\nprint(visited)");
    }

    private static void assigned(Case problem, Matcher message, Advice advice) {
        String type = message.group(1);
        advice.step(
                        "A %s cannot be changed: build a new one%s.",
                        type, type.equals("tuple") ? ", or use a list" : "")
                .example(
                        type.equals("tuple")
                                ? "point = list((1, 2))\npoint[0] = 5\nprint(tuple(point))"
                                : "word = 'python'\nword = 'P' + word[1:]\nprint(word)");
    }

    private static void stringsJoined(Case problem, Matcher message, Advice advice) {
        advice.step(
                "join takes texts, and these are of type %s: make texts of them with str(…).",
                message.group(1));
        Expressions.inLastGroup(problem.expression(), '(')
                .filter(Expressions::isName)
                .ifPresent(name ->
                        problem.fix(
                                advice,
                                problem.lineText()
                                        .replace(
                                                ".join(" + name + ")",
                                                ".join(str(item) for item in " + name + ")")));
        advice.example("values = [1, 2, 3]\nprint(', '.join(str(value) for value in values))");
    }

    private static void bytesWanted(Case problem, Matcher message, Advice advice) {
        advice.step(
                        "Bytes are wanted, and this is text: encode it, or open the file with 'w' instead of 'wb'.")
                .example("with open('log.bin', 'wb') as file:\n    file.write('hello'.encode())");
    }

    private static void textWanted(Case problem, Matcher message, Advice advice) {
        advice.step(
                        "Text is wanted, and this is of type %s: %s.",
                        message.group(1),
                        message.group(1).equals("bytes")
                                ? "open the file with 'wb' instead of 'w', or decode it"
                                : "write str(…) around it")
                .example("with open('log.txt', 'w') as file:\n    file.write(str(5))");
    }

    private static void awaited(Case problem, Matcher message, Advice advice) {
        advice.step(
                        "An async function gives its value only to `await`: write await before the call.")
                .example(
                        "import asyncio\nasync def load():\n    return [1, 2]\nasync def main():\n    print(len(await load()))\nasyncio.run(main())");
    }

    private static void multiplied(Case problem, Matcher message, Advice advice) {
        advice.step(
                        "Text or a list can only be repeated a whole number of times, and this is a %s: convert one of them with int(…) or float(…).",
                        message.group(1))
                .example("price = '2.5'\nprint(float(price) * 1.2)");
    }
}
