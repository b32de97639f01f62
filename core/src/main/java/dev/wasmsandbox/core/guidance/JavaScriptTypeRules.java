package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about JavaScript values that an operation cannot take: their type, their text, or that they are constant. */
final class JavaScriptTypeRules {
    static final List<Rule> RULES =
            List.of(
                    JavaScriptTypeRules::json,
                    JavaScriptTypeRules::regularExpression,
                    JavaScriptTypeRules::constant,
                    JavaScriptTypeRules::wrongType);

    private static final Pattern READ_ONLY = Pattern.compile("^'([^']{1,64})' is read-only$");
    private static final Set<String> OF_BIG_INTEGERS =
            Set.of(
                    "cannot convert BigInt to number",
                    "cannot mix BigInt and other types, use explicit conversions",
                    "cannot convert to BigInt");

    private JavaScriptTypeRules() {}

    private static boolean isEngineError(Case problem, String name) {
        return problem.isNamed(name) && problem.text("raised_by").isEmpty();
    }

    private static @Nullable Advice json(Case problem) {
        boolean parsed =
                isEngineError(problem, "SyntaxError") && problem.text("native").equals("parse");
        boolean read = isOfReadJson(problem);
        if (isEngineError(problem, "TypeError") && problem.message().equals("circular reference")) {
            return problem.advice(Topic.JSON_ERROR)
                    .step(
                            "The object holds itself, which JSON cannot express: leave that part out.")
                    .example(
                            "const parent = { name: 'root' };\nparent.self = parent;\nconst { self, ...rest } = parent;\nconsole.log(JSON.stringify(rest));");
        }
        return parsed || read ? notJson(problem) : null;
    }

    /** Whether the helper that reads JSON from a file has found none there. */
    static boolean isOfReadJson(Case problem) {
        return problem.text("helper").equals("readJson")
                && (problem.message().contains(" is not valid JSON")
                        || problem.message().endsWith(" is empty"));
    }

    private static Advice notJson(Case problem) {
        String message = problem.message().replaceFirst("^readJson: ", "");
        Advice advice = problem.advice(Topic.JSON_ERROR);
        if (message.contains("Unexpected end") || message.endsWith(" is empty")) {
            return advice.step(
                            "The text is empty, or ends too early: ask for that before it is parsed.")
                    .example(
                            "const text = '';\nconsole.log(text.trim() === '' ? {} : JSON.parse(text));");
        }
        if (message.contains("at the end")) {
            return advice.step(
                            "There is more than one JSON value: if each line holds one, parse line by line.")
                    .example(
                            "const text = '{\"id\": 1}\\n{\"id\": 2}';\nconsole.log(text.split('\\n').map((line) => JSON.parse(line)));");
        }
        if (message.contains("'<'")) {
            return advice.step("The text is HTML or XML, and no JSON.");
        }
        if (message.contains("'undefined'")) {
            return advice.step(
                            "The value is undefined, and no text: give it a default, as in JSON.parse(text ?? '{}').")
                    .example("let text;\nconsole.log(JSON.parse(text ?? '{}'));");
        }
        return advice.step("The text is no JSON: %s.", Advice.shown(message))
                .step(
                        "JSON has double quotes around names and texts, no comma before a closing bracket, and no comments.")
                .example("console.log(JSON.parse('{\"debug\": true, \"list\": [1, 2]}'));");
    }

    private static @Nullable Advice regularExpression(Case problem) {
        if (!isEngineError(problem, "SyntaxError") || !problem.text("native").equals("RegExp")) {
            return null;
        }
        return problem.advice(Topic.INVALID_REGEX)
                .step(
                        "The regular expression in line %d is not valid: %s.",
                        problem.line(), Advice.shown(problem.message()))
                .step(
                        "If the text is meant as it stands, put a backslash before each of its signs, or use includes.")
                .example(
                        "const query = 'c++ (new)';\nconst escaped = query.replace(/[.*+?^${}()|[\\]\\\\]/g, '\\\\$&');\nconsole.log(new RegExp(escaped).test('about c++ (new)'), 'about c++'.includes('c++'));");
    }

    private static @Nullable Advice constant(Case problem) {
        Matcher matcher = READ_ONLY.matcher(problem.message());
        if (!isEngineError(problem, "TypeError") || !matcher.find()) {
            return null;
        }
        Pattern declaration =
                Pattern.compile("\\bconst\\s++" + Pattern.quote(matcher.group(1)) + "\\b");
        int number = problem.source().first(declaration);
        if (number == 0) {
            return null;
        }
        return problem.advice(Topic.READ_ONLY_VARIABLE)
                .step(
                        "`%s` is declared with const in line %d, and gets another value in line %d: declare it with let.",
                        matcher.group(1), number, problem.line())
                .fix(
                        number,
                        declaration
                                .matcher(problem.source().line(number))
                                .replaceFirst(Matcher.quoteReplacement("let " + matcher.group(1))));
    }

    private static @Nullable Advice wrongType(Case problem) {
        if (!isEngineError(problem, "TypeError") && !isEngineError(problem, "RangeError")) {
            return null;
        }
        String message = problem.message();
        Advice advice = problem.advice(Topic.WRONG_TYPE);
        if (message.endsWith("is not iterable")) {
            return advice.step(
                            "Line %d takes the elements of what is no list: for an object write Object.entries(…), Object.keys(…) or Object.values(…).",
                            problem.line())
                    .example(
                            "const scores = { ann: 3, bob: 5 };\nfor (const [name, score] of Object.entries(scores)) console.log(name, score);");
        }
        if (OF_BIG_INTEGERS.contains(message)) {
            return advice.step(
                            "BigInt and Number do not mix: convert one of them, with BigInt(…) or Number(…).")
                    .example(
                            "const total = 10n;\nconst more = 5;\nconsole.log(total + BigInt(more), Number(total) + more);");
        }
        return other(advice, problem, message);
    }

    private static @Nullable Advice other(Advice advice, Case problem, String message) {
        return switch (message) {
            case "BigInt are forbidden in JSON.stringify" ->
                    advice.step("JSON has no BigInt: write String(…) or Number(…) of it.")
                            .example("console.log(JSON.stringify({ big: String(2n ** 64n) }));");
            case "cannot convert symbol to string" ->
                    advice.step("A symbol becomes text only with String(…) or .description.")
                            .example(
                                    "const key = Symbol('id');\nconsole.log('key: ' + String(key));");
            case "invalid array length" ->
                    advice.step(
                                    "The length of an array is a whole number from 0 to 4294967295: look at the number in line %d.",
                                    problem.line())
                            .example("const size = 3;\nconsole.log(new Array(size).fill(0));");
            case "Date value is NaN", "Invalid Date" ->
                    advice.step(
                                    "The date is not valid: Date reads texts such as '2024-12-31' or '2024-12-31T10:00:00Z'. Ask with isNaN(date) first.")
                            .example(
                                    "const date = new Date('2024-12-31');\nconsole.log(isNaN(date) ? 'no date' : date.toISOString());");
            case "invalid 'in' operand" ->
                    advice.step(
                                    "`in` asks for the keys of objects: use includes for texts and arrays.")
                            .example(
                                    "console.log('hello world'.includes('world'), [1, 2].includes(2));");
            case "invalid 'instanceof' right operand" ->
                    advice.step("On the right of instanceof stands a class or a function.")
                            .example("console.log([] instanceof Array);");
            default -> null;
        };
    }
}
