package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about texts that a Python program cannot read or write: JSON, regular expressions, encodings. */
final class PythonTextRules {
    static final List<Rule> RULES =
            List.of(
                    PythonTextRules::decoded,
                    PythonTextRules::encoded,
                    PythonTextRules::regularExpression,
                    PythonTextRules::encoding);

    private static final Pattern NOT_SERIALIZABLE =
            Pattern.compile("^Object of type ([\\w.]{1,100}) is not JSON serializable");

    private PythonTextRules() {}

    private static @Nullable Advice decoded(Case problem) {
        if (!problem.flag("json")) {
            return null;
        }
        String text = problem.text("parsed_text");
        String rest = text.substring(Math.clamp(problem.number("parsed_offset"), 0, text.length()));
        Advice advice = problem.advice(Topic.JSON_ERROR);
        if (problem.number("parsed_length") == 0 || text.isBlank()) {
            return advice.step("The text is empty, and that is no JSON: ask for that first.")
                    .example(
                            "import json\ntext = ''\nprint(json.loads(text) if text.strip() else {})");
        }
        if (rest.startsWith("<")) {
            return advice.step(
                    "The text is HTML or XML, and no JSON: it begins with %s.",
                    Advice.code(text.strip()));
        }
        if (problem.message().startsWith("Extra data")) {
            return advice.step(
                            "There is more than one JSON value: if each line holds one, read line by line.")
                    .example(
                            "import json\nlines = '{\"id\": 1}\\n{\"id\": 2}'.splitlines()\nprint([json.loads(line) for line in lines if line.strip()])");
        }
        if (rest.startsWith("'")) {
            return advice.step(
                            "JSON has double quotes; this is how Python writes a dict. Read it with ast.literal_eval, or write it with json.dumps.")
                    .example("import ast\nprint(ast.literal_eval(\"{'name': 'Ann'}\"))");
        }
        if (problem.message().startsWith("Illegal trailing comma")
                || rest.startsWith("}")
                || rest.startsWith("]")) {
            return advice.step(
                    "JSON has no comma before a closing bracket: remove it in line %d of the text.",
                    problem.number("text_line"));
        }
        if (rest.startsWith("//") || rest.startsWith("#") || rest.startsWith("/*")) {
            return advice.step(
                    "JSON has no comments: remove the one in line %d of the text.",
                    problem.number("text_line"));
        }
        return advice.step(
                "The text is no JSON: %s. It stands before %s.",
                Advice.shown(problem.message()), Advice.code(rest.isBlank() ? "the end" : rest));
    }

    private static @Nullable Advice encoded(Case problem) {
        Matcher matcher = NOT_SERIALIZABLE.matcher(problem.message());
        boolean ofJson =
                problem.text("origin_file").contains("/json/")
                        || problem.expression().startsWith("json.dump");
        boolean type =
                problem.isNamed("TypeError")
                        && (matcher.find()
                                || problem.message()
                                        .startsWith("keys must be str, int, float, bool or None"));
        boolean circular =
                problem.isNamed("ValueError")
                        && problem.message().equals("Circular reference detected");
        if (problem.isOwn() || !ofJson || (!type && !circular)) {
            return null;
        }
        Advice advice = problem.advice(Topic.JSON_ERROR);
        if (circular) {
            return advice.step(
                    "The object holds itself, which JSON cannot express: leave that part out.");
        }
        if (!problem.message().startsWith("Object")) {
            return advice.step("Keys of JSON objects are texts: convert them with str(…) first.")
                    .example(
                            "import json\nprint(json.dumps({str(key): value for key, value in {(1, 2): 3}.items()}))");
        }
        return ofType(advice, matcher.group(1));
    }

    private static Advice ofType(Advice advice, String type) {
        return switch (type) {
            case "set", "frozenset" ->
                    advice.step("JSON has no sets: write sorted(…) or list(…) of it.")
                            .example(
                                    "import json\nprint(json.dumps({'tags': sorted({'a', 'b'})}))");
            case "datetime",
                    "date",
                    "time",
                    "timedelta",
                    "UUID",
                    "PosixPath",
                    "Path",
                    "Decimal",
                    "Fraction",
                    "complex" ->
                    advice.step(
                                    "JSON has no %s: write it as text, as with default=str%s.",
                                    type, type.startsWith("date") ? " or isoformat()" : "")
                            .example(
                                    "import json\nfrom datetime import datetime\nprint(json.dumps({'time': datetime(2024, 5, 1)}, default=str))");
            case "bytes", "bytearray" ->
                    advice.step("JSON has no bytes: decode them, or write Base64.")
                            .example(
                                    "import base64, json\nprint(json.dumps({'data': base64.b64encode(b'abc').decode()}))");
            default ->
                    advice.step(
                                    "JSON does not know the type %s: make a dict or a list of it, as vars(object) does for simple classes.",
                                    type)
                            .example(
                                    "import json\nclass User:\n    def __init__(self, name):\n        self.name = name\nprint(json.dumps([User('Ann')], default=vars))");
        };
    }

    private static @Nullable Advice regularExpression(Case problem) {
        if (!problem.flag("regular_expression")) {
            return null;
        }
        return problem.advice(Topic.INVALID_REGEX)
                .step(
                        "The regular expression %s is not valid: %s.",
                        Advice.code(problem.text("parsed_text")), Advice.shown(problem.message()))
                .step(
                        "If the text is meant as it stands, use re.escape(text); else put a backslash before the brackets and signs that are meant as such.")
                .example(
                        "import re\nquery = 'c++ (new)'\nprint(bool(re.search(re.escape(query), 'about c++ (new)')))");
    }

    private static @Nullable Advice encoding(Case problem) {
        boolean reads = problem.isNamed("UnicodeDecodeError");
        if (problem.isOwn() || (!reads && !problem.isNamed("UnicodeEncodeError"))) {
            return null;
        }
        Advice advice = problem.advice(Topic.TEXT_ENCODING);
        if (!reads) {
            return advice.step(
                            "The encoding %s has not all characters of the text: use utf-8, or errors='replace'.",
                            problem.text("encoding"))
                    .example(
                            "text = 'naïve café'\nwith open('out.txt', 'w', encoding='utf-8') as file:\n    file.write(text)\nprint(text.encode('ascii', errors='replace'))");
        }
        return read(advice, problem);
    }

    private static Advice read(Advice advice, Case problem) {
        String signature = problem.text("signature").toLowerCase(Locale.ROOT);
        Optional<String> binary =
                BINARY.stream()
                        .filter(it -> signature.startsWith(it.bytes()))
                        .map(Signature::what)
                        .findFirst();
        if (binary.isPresent()) {
            return advice.step(
                            "This is %s, and no text: open the file with 'rb', and read it as bytes.",
                            binary.get())
                    .example(
                            "with open('picture.png', 'wb') as file:\n    file.write(b'\\x89PNG')\nwith open('picture.png', 'rb') as file:\n    print(file.read(4))");
        }
        if (signature.startsWith("fffe") || signature.startsWith("feff")) {
            return advice.step("The text is UTF-16: give encoding='utf-16'.")
                    .example("text = 'hi'.encode('utf-16')\nprint(text.decode('utf-16'))");
        }
        return advice.step(
                        "The bytes are no %s: give the encoding that they were written with, such as encoding='cp1252' (Windows) or encoding='latin-1'.",
                        problem.text("encoding"))
                .step(
                        "Or read what can be read with errors='replace'; binary data is read with 'rb'.")
                .example(
                        "data = b'caf\\xe9'\nprint(data.decode('cp1252'), data.decode('utf-8', errors='replace'))");
    }

    /** How files of a kind begin. */
    private record Signature(String bytes, String what) {}

    private static final List<Signature> BINARY =
            List.of(
                    new Signature("89504e47", "a PNG picture"),
                    new Signature("ffd8ff", "a JPEG picture"),
                    new Signature("47494638", "a GIF picture"),
                    new Signature("25504446", "a PDF file"),
                    new Signature("504b0304", "a ZIP archive, as workbooks and Word documents are"),
                    new Signature("1f8b", "data compressed by gzip"),
                    new Signature("d0cf11e0", "an old Office document"),
                    new Signature("53514c69", "an SQLite database"));
}
