package dev.wasmsandbox.core.guidance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about undefined and null that a JavaScript program uses as if they were something. */
final class JavaScriptValueRules {
    static final List<Rule> RULES =
            List.of(
                    JavaScriptValueRules::pair,
                    JavaScriptValueRules::file,
                    JavaScriptValueRules::undefined);

    /** Functions of {@code os} that give a pair of a value and an error number. */
    private static final Pattern PAIR =
            Pattern.compile("^os\\.(readdir|stat|lstat|readlink|realpath|getcwd)\\s*+\\(");

    /** The pair is taken for its value at once: a method of it is called, or it is looped over. */
    private static final Pattern PAIR_USED =
            Pattern.compile(
                    "\\bos\\.(?:readdir|stat|lstat|readlink|realpath|getcwd)\\s*+\\([^()]*+\\)\\s*+\\.|\\bof os\\.(?:readdir|stat)\\s*+\\(");

    /** For how many names all lines are looked through; a program that somebody wrote asks for few. */
    private static final int MOST_NAMES = 16;

    private static final Pattern USED_NAME =
            Pattern.compile("(?<![\\w.'\"`])[A-Za-z_]\\w{0,63}(?=[.)\\[,;])");
    private static final Pattern LOOP_OVER_PAIR = Pattern.compile("\\bof os\\.(?:readdir|stat)\\(");
    private static final Pattern WHOLE =
            Pattern.compile(
                    "^\\s*+(?:const|let|var)?+\\s*+(\\w{1,64})\\s*+=\\s*+os\\.(?:readdir|stat|lstat|readlink|realpath|getcwd)\\s*+\\(");
    private static final Pattern OPENS =
            Pattern.compile("\\bstd\\.(?:open|loadFile|fdopen)\\s*+\\(|\\bJSON\\.parse\\(");
    private static final Pattern NAME = Pattern.compile("^(?:await )?+(\\w{1,64})\\b");
    private static final Pattern CALL = Pattern.compile("^(?:await )?+(\\w{1,64})\\(");

    private JavaScriptValueRules() {}

    private static @Nullable Advice pair(Case problem) {
        boolean type = problem.isNamed("TypeError", "RangeError") && !problem.isOwn();
        if (!type || !(usesPair(problem) || hasElementOfPair(problem))) {
            return null;
        }
        return problem.advice(Topic.QUICKJS_TUPLE_DESTRUCTURING)
                .step(
                        "Take the pair apart: functions of os such as readdir, stat and getcwd give [value, error number].")
                .step("Look at the error number first: it is 0 if the call went well.")
                .example(
                        "const [names, error] = os.readdir('/app');\nif (error !== 0) throw new Error(std.strerror(error));\nconsole.log(names.filter((name) => !name.startsWith('.')));");
    }

    /** Whether the line that failed uses a pair as if it were its first element. */
    private static boolean usesPair(Case problem) {
        String line = problem.lineText();
        boolean method =
                problem.text("receiver").equals("Array")
                        || problem.isNamed("RangeError")
                        || problem.text("object_type").equals("undefined");
        if (PAIR_USED.matcher(line).find() && method) {
            return true;
        }
        Matcher names = USED_NAME.matcher(line);
        for (int count = 0; count < MOST_NAMES && names.find(); count++) {
            Optional<Source.Definition> definition =
                    problem.source().assignmentBefore(names.group(), problem.line());
            boolean whole =
                    definition
                            .filter(it ->
                                    PAIR.matcher(it.value()).find() && it.value().endsWith(")"))
                            .isPresent();
            if (whole
                    && method
                    && !line.contains(names.group() + "[0]")
                    && !line.contains(names.group() + "[1]")) {
                return true;
            }
        }
        return false;
    }

    /** Whether what failed is an element of a pair that was looped over: the list, or the error number. */
    private static boolean hasElementOfPair(Case problem) {
        boolean element =
                problem.text("receiver").equals("Array")
                        || problem.text("receiver").equals("Number");
        if (!element) {
            return false;
        }
        Set<String> pairs = new LinkedHashSet<>();
        for (String line : problem.source().lines()) {
            Matcher whole = WHOLE.matcher(line);
            if (LOOP_OVER_PAIR.matcher(line).find()) {
                return true;
            }
            if (whole.find() && pairs.size() < MOST_NAMES) {
                pairs.add(whole.group(1));
            }
        }
        return pairs.stream().anyMatch(name -> loopsOver(problem, name));
    }

    private static boolean loopsOver(Case problem, String name) {
        String quoted = Pattern.quote(name);
        return problem.source()
                .has(
                        Pattern.compile(
                                "\\bof "
                                        + quoted
                                        + "\\b|\\b"
                                        + quoted
                                        + "\\.(?:forEach|map|filter|some|every|find|reduce|sort)\\(|\\b"
                                        + quoted
                                        + "\\[\\w{1,20}\\]"));
    }

    /** {@code std.open} and {@code std.loadFile} give null where other languages throw. */
    private static @Nullable Advice file(Case problem) {
        List<RefusedFile> files = problem.failure().signs().refusedFiles();
        if (problem.isOwn() || !problem.text("object_type").equals("null") || files.isEmpty()) {
            return null;
        }
        String owner = JavaScriptSource.ownerOf(problem.lineText(), problem.text("attribute_name"));
        if (!opens(problem, owner, 3)) {
            return null;
        }
        return PathRules.notThere(problem, files.getLast().path())
                .step(
                        "std.open and std.loadFile give null if a file cannot be opened: look at the result before it is used.");
    }

    /** Whether an expression is what std gave for a file, as far as assignments show. */
    private static boolean opens(Case problem, String expression, int hops) {
        if (expression.contains("??") || expression.contains("||")) {
            return false;
        }
        boolean parses = expression.contains("JSON.parse(");
        if (OPENS.matcher(expression).find() && !parses) {
            return true;
        }
        String inner = parses ? Expressions.inLastGroup(expression, '(').orElse("") : expression;
        if (parses && OPENS.matcher(inner).find()) {
            return true;
        }
        Matcher name = NAME.matcher(inner);
        return hops > 0
                && name.find()
                && problem.source()
                        .assignmentBefore(name.group(1), problem.line())
                        .filter(it -> opens(problem, it.value(), hops - 1))
                        .isPresent();
    }

    private static @Nullable Advice undefined(Case problem) {
        boolean property =
                problem.isNamed("TypeError")
                        && !problem.text("attribute_name").isEmpty()
                        && !problem.text("object_type").isEmpty();
        boolean object =
                problem.isNamed("TypeError")
                        && problem.message().equals("Cannot convert undefined or null to object");
        if (problem.isOwn() || (!property && !object)) {
            return null;
        }
        Advice advice = problem.advice(Topic.UNDEFINED_VALUE);
        if (object) {
            return advice.step(
                            "Line %d takes undefined or null apart: give it a default, as in `const { name } = value ?? {}`.",
                            problem.line())
                    .example(
                            "const value = undefined;\nconst { name = 'unknown' } = value ?? {};\nconsole.log(name);");
        }
        String name = problem.text("attribute_name");
        String owner = JavaScriptSource.ownerOf(problem.lineText(), name);
        origin(problem, advice, owner);
        String what = owner.isEmpty() ? "A value" : Advice.code(owner);
        return advice.step(
                        "%s is %s in line %d, and has no property '%s': check it before use, or write ?. and ?? for a default.",
                        what, problem.text("object_type"), problem.line(), Advice.shown(name))
                .example("const user = {};\nconsole.log(user.address?.city ?? 'unknown');");
    }

    /** Says where the undefined or null is from, if the program shows it. */
    private static void origin(Case problem, Advice advice, String owner) {
        Matcher name = NAME.matcher(owner);
        String first = name.find() ? name.group(1) : "";
        Optional<Source.Definition> definition =
                first.isEmpty()
                        ? Optional.empty()
                        : problem.source().assignmentBefore(first, problem.line());
        String made = definition.map(Source.Definition::value).orElse(owner);
        Matcher call = CALL.matcher(made);
        if (made.contains(".find(")) {
            advice.step("find gives undefined where nothing fits.");
        } else if (made.contains(".match(") || made.contains(".exec(")) {
            advice.step("match and exec give null where the pattern is not found.");
        } else if (made.contains(".get(")) {
            advice.step("get gives undefined where the key is absent.");
        } else if (call.find()) {
            int begin = problem.source().function(call.group(1));
            boolean async = begin > 0 && problem.source().line(begin).contains("async ");
            if (async && !made.startsWith("await")) {
                advice.step(
                        "%s is an async function and gives a promise: write `await %s(…)`.",
                        call.group(1), call.group(1));
            } else if (begin > 0 && problem.source().returnsNothing(begin)) {
                advice.step(
                        "The function %s, line %d, returns no value: add `return`.",
                        call.group(1), begin);
            }
        }
    }
}
