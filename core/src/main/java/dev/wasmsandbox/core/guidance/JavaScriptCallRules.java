package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about what a JavaScript program calls although it is no function. */
final class JavaScriptCallRules {
    static final List<Rule> RULES =
            List.of(JavaScriptCallRules::notCallable, JavaScriptCallRules::withoutNew);

    private static final Catalogue CATALOGUE = Catalogue.of(false);
    private static final String NOT_A_FUNCTION = "not a function";

    /** For how many classes all lines are looked through. */
    private static final int MOST_CLASSES = 16;

    private JavaScriptCallRules() {}

    /** Whether something was called, or used as a class, that is neither. */
    static boolean isNoFunction(Case problem) {
        return problem.isNamed("TypeError")
                && !problem.isOwn()
                && (problem.message().equals(NOT_A_FUNCTION)
                        || problem.message().endsWith("not a constructor"));
    }

    private static @Nullable Advice notCallable(Case problem) {
        if (!isNoFunction(problem)) {
            return null;
        }
        Advice advice = problem.advice(Topic.NOT_CALLABLE);
        if (problem.message().endsWith("not a constructor")) {
            return advice.step(
                            "Line %d writes `new` before what is no class: arrow functions and methods are called without `new`.",
                            problem.line())
                    .example(
                            "class User {\n  constructor(name) {\n    this.name = name;\n  }\n}\nconsole.log(new User('Ann').name);");
        }
        String line = problem.lineText();
        Optional<JavaScriptSource.Call> call =
                JavaScriptSource.callAt(line, problem.column()).filter(it -> isWrong(problem, it));
        if (call.isEmpty()) {
            return advice.step(
                    "Line %d calls what is no function: look at it with console.log(typeof value).",
                    problem.line());
        }
        JavaScriptSource.Call wrong = call.get();
        if (problem.text("receiver").isEmpty() || wrong.object().isEmpty()) {
            return advice.step(
                            "`%s` is no function in line %d: is the value given, and is it what it should be? console.log(typeof %s) tells.",
                            wrong.name(),
                            problem.line(),
                            Expressions.isName(wrong.name()) ? wrong.name() : "value")
                    .example(
                            "function each(items, callback = () => {}) {\n  items.forEach((item) => callback(item));\n}\neach([1, 2]);");
        }
        return method(problem, advice, wrong);
    }

    /** Whether this can be the call that failed: the object has no such function. */
    private static boolean isWrong(Case problem, JavaScriptSource.Call call) {
        return call.object().isEmpty()
                || !problem.texts("names").contains(call.name())
                || CATALOGUE
                        .find("foreign-method", problem.text("receiver") + "." + call.name())
                        .isPresent();
    }

    private static Advice method(Case problem, Advice advice, JavaScriptSource.Call call) {
        String receiver = problem.text("receiver");
        String name = call.name();
        Optional<Catalogue.Entry> foreign = CATALOGUE.find("foreign-method", receiver + "." + name);
        if (foreign.isPresent()) {
            advice.step(
                    "%s has no method %s in JavaScript. Instead: %s.",
                    Advice.withArticle(receiver), name, foreign.get().value("use"));
            if (!foreign.get().value("replace").isEmpty()) {
                problem.fix(
                        advice,
                        Source.replaceWord(
                                problem.lineText(),
                                call.begin() + 1,
                                name,
                                foreign.get().value("replace")));
            }
            return advice.example(foreign.get().code());
        }
        List<String> names =
                problem.texts("names").stream()
                        .filter(it -> !it.startsWith("_") && !it.equals("constructor"))
                        .toList();
        Optional<String> meant = Similar.best(name, names);
        if (meant.isPresent()) {
            advice.step(
                    "%s has no method `%s`. Did you mean `%s`?",
                    Advice.withArticle(receiver), name, meant.get());
            problem.fix(
                    advice,
                    Source.replaceWord(problem.lineText(), call.begin() + 1, name, meant.get()));
            return advice;
        }
        return advice.step(
                        "%s is of the kind %s, and has no method `%s`.",
                        Advice.code(call.object()), receiver, name)
                .step("It has: %s.", PythonAttributeRules.some(names));
    }

    private static @Nullable Advice withoutNew(Case problem) {
        if (problem.isOwn()
                || !problem.message().equals("class constructors must be invoked with 'new'")) {
            return null;
        }
        Advice advice =
                problem.advice(Topic.NOT_CALLABLE)
                        .step(
                                "Objects of a class are made with `new`: write `new Point(…)`, not `Point(…)`.");
        Source source = problem.source();
        Pattern declaration = Pattern.compile("\\bclass\\s++(\\w{1,64})");
        source.lines().stream()
                .map(declaration::matcher)
                .filter(Matcher::find)
                .limit(MOST_CLASSES)
                .forEach(declared -> correct(advice, source, declared.group(1)));
        return advice.example(
                "class Point {\n  constructor(x) {\n    this.x = x;\n  }\n}\nconsole.log(new Point(1).x);");
    }

    private static void correct(Advice advice, Source source, String name) {
        Pattern call = Pattern.compile("(?<!new |class |\\.)\\b" + Pattern.quote(name) + "\\(");
        int number = source.first(call);
        if (number > 0) {
            String made = Matcher.quoteReplacement("new " + name + "(");
            advice.fix(number, call.matcher(source.line(number)).replaceFirst(made));
        }
    }
}
