package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about files that could not be used, from what the language or the host tells of their paths. */
final class PathRules {
    static final List<Rule> RULES =
            List.of(
                    PathRules::database,
                    PathRules::directory,
                    PathRules::exists,
                    PathRules::refused,
                    PathRules::absent);

    /** EACCES, EPERM, EROFS and ENOTCAPABLE of WASI: refused, whatever is there. */
    private static final Set<Long> REFUSED = Set.of(2L, 63L, 69L, 76L);

    private static final Set<String> REFUSED_CODES =
            Set.of("EACCES", "EPERM", "EROFS", "ENOTCAPABLE");
    private static final long EXISTS = 20;
    private static final long IS_DIRECTORY = 31;
    private static final long ABSENT = 44;
    private static final long NO_DIRECTORY = 54;

    private static final Pattern WRITES =
            Pattern.compile(
                    "['\"][rbt]?[wax][bt+]{0,2}['\"]|\\b(?:write|save|mkdir|makedirs|copy|move|rename|touch|dump|to_|append|create|replace)");

    private static final Pattern REMOVES =
            Pattern.compile("\\b(?:remove|unlink|rmdir|rmtree|removeFile)\\b");

    private static final int MOST_FILES = 12;

    private PathRules() {}

    private static boolean has(Case problem, long errno, String code) {
        return !problem.isOwn() && (problem.errno() == errno || problem.text("code").equals(code));
    }

    private static @Nullable Advice directory(Case problem) {
        if (!has(problem, IS_DIRECTORY, "EISDIR")) {
            return null;
        }
        String path = problem.text("filename");
        Advice advice =
                problem.advice(Topic.IS_A_DIRECTORY)
                        .step("%s is a directory, and no file: name a file in it.", quoted(path));
        boolean removes =
                problem.lineText().contains("remove") || problem.lineText().contains("unlink");
        if (removes) {
            return advice.step(
                            "To delete a directory with all that is in it, use %s.",
                            problem.isPython()
                                    ? "shutil.rmtree"
                                    : "os.remove on each file, then on the directory")
                    .example(
                            "import os, shutil\nos.makedirs('old', exist_ok=True)\nshutil.rmtree('old')",
                            "os.mkdir('old');\nconsole.log(os.remove('old'));");
        }
        return advice.example(
                "from pathlib import Path\nfor path in Path('.').iterdir():\n    if path.is_file():\n        print(path.name, path.stat().st_size)",
                "const [names, error] = os.readdir('.');\nconsole.log(names);");
    }

    private static @Nullable Advice exists(Case problem) {
        if (!has(problem, EXISTS, "EEXIST")) {
            return null;
        }
        Advice advice =
                problem.advice(Topic.FILE_EXISTS)
                        .step("%s is there already.", quoted(problem.text("filename")));
        if (problem.lineText().contains("mkdir") || problem.lineText().contains("makedirs")) {
            return advice.step(
                            "Make a directory only if it is absent: os.makedirs(path, exist_ok=True), or Path(path).mkdir(exist_ok=True).")
                    .example(
                            "import os\nos.makedirs('out', exist_ok=True)",
                            "os.mkdir('out'); // an error number that is not 0 may mean that it is there");
        }
        return advice.step(
                        "Open it with 'w' to replace it, or with 'a' to write on at its end; 'x' wants a new file.")
                .example(
                        "with open('log.txt', 'a') as file:\n    file.write('entry\\n')",
                        "const file = std.open('log.txt', 'a');\nfile.puts('entry\\n');\nfile.close();");
    }

    private static @Nullable Advice refused(Case problem) {
        boolean refused =
                !problem.isOwn()
                        && (REFUSED.contains(problem.errno())
                                || REFUSED_CODES.contains(problem.text("code")));
        return refused ? restriction(problem, path(problem)) : null;
    }

    private static @Nullable Advice absent(Case problem) {
        boolean absent = has(problem, ABSENT, "ENOENT") || has(problem, NO_DIRECTORY, "ENOTDIR");
        return absent ? notThere(problem, path(problem)) : null;
    }

    /** SQLite tells only that it could not open a file; the host saw which. */
    private static @Nullable Advice database(Case problem) {
        if (!problem.text("sqlite_error").startsWith("SQLITE_CANTOPEN")) {
            return null;
        }
        List<RefusedFile> files = problem.failure().signs().refusedFiles();
        return notThere(problem, files.isEmpty() ? "" : files.getLast().path());
    }

    /** The path that the error is about: the one of two that cannot be used. */
    private static String path(Case problem) {
        String first = problem.text("filename");
        String second = problem.text("filename2");
        String path = !second.isEmpty() && Places.of(problem).isForeign(second) ? second : first;
        // A directory on the way to what the program names.
        return Expressions.literals(problem.lineText()).stream()
                .filter(literal -> !path.isEmpty() && literal.startsWith(path + "/"))
                .findFirst()
                .orElse(path);
    }

    /** Advises about a path where nothing is. */
    static Advice notThere(Case problem, String path) {
        return Places.of(problem).isForeign(path)
                ? restriction(problem, path)
                : notFound(problem, path);
    }

    /** Advises about a path that the guest cannot use. */
    static Advice restriction(Case problem, String path) {
        Places places = Places.of(problem);
        String workspace = problem.workspace();
        Advice advice = problem.advice(Topic.PATH_RESTRICTION);
        Named named = named(problem, path);
        boolean writes = WRITES.matcher(named.line()).find();
        Optional<String> meant = places.meantByForeign(path);
        String other = meant.orElse(places.allowed(path));
        boolean removes = REMOVES.matcher(named.line()).find();
        String shown = quoted(named.literal());
        if (removes) {
            advice.step(
                    "%s cannot be changed or removed: only what is in %s can.", shown, workspace);
        } else if (path.isEmpty()) {
            advice.step(
                    "Only %s can be written to, and files are read from there: use a path below it.",
                    workspace);
        } else if (meant.isPresent() && !writes) {
            advice.step("The file is %s: use that path instead of %s.", quoted(other), shown);
        } else if (writes || other.equals(workspace)) {
            advice.step(
                    "Use %s instead of %s: only %s can be written to, and files are read from there.",
                    quoted(other), shown, workspace);
        } else {
            advice.step(
                    "%s is outside of the workspace: put the file there before the run, and read it as %s, or mount its directory by ExecutionPolicy.mounts.",
                    shown, quoted(other));
        }
        if (!path.isEmpty()
                && !removes
                && (meant.isPresent() || writes || other.equals(workspace))) {
            named.correct(advice, other);
        }
        if (!writes && !removes && meant.isEmpty()) {
            listing(advice, places);
        }
        if (!places.mounts().isEmpty()) {
            advice.step(
                    "Also there, as their mounts allow: %s.", String.join(", ", places.mounts()));
        }
        return example(problem, advice, writes, meant).docs("README.md", "SECURITY.md");
    }

    /**
     * The line of the program that names a path.
     *
     * @param number the number of the line, 0 if none names the path
     * @param line the line; that in which the error arose if none names the path
     * @param literal the path as the line writes it
     */
    private record Named(int number, String line, String literal) {
        void correct(Advice advice, String other) {
            String corrected =
                    number == 0 ? null : Expressions.replaceLiteral(line, literal, other);
            if (corrected != null && !corrected.equals(line)) {
                advice.fix(number, corrected);
            }
        }
    }

    /** Finds the line that names a path: that of the error, or the nearest one above it, or any. */
    private static Named named(Case problem, String path) {
        Places places = Places.of(problem);
        List<String> lines = problem.source().lines();
        for (int step = 0; step < lines.size() && !path.isEmpty(); step++) {
            int index = Math.floorMod(problem.line() - 1 - step, lines.size());
            String line = lines.get(index);
            Optional<String> literal =
                    Expressions.literals(line).stream()
                            .filter(it ->
                                    !it.isEmpty()
                                            && (it.equals(path)
                                                    || places.absolute(it).equals(path)))
                            .findFirst();
            if (literal.isPresent()) {
                return new Named(index + 1, line, literal.get());
            }
        }
        return new Named(0, problem.lineText(), path);
    }

    private static Advice example(
            Case problem, Advice advice, boolean writes, Optional<String> meant) {
        String workspace = problem.workspace();
        if (meant.isPresent() && !writes) {
            return advice.example(
                    "with open(%s, 'rb') as file:\n    print(len(file.read()))"
                            .formatted(Advice.literal(meant.get())),
                    "const text = std.loadFile(%s);\nconsole.log(text.length);"
                            .formatted(Advice.literal(meant.get())));
        }
        return advice.example(
                "with open('%s/output.txt', 'w') as file:\n    file.write('text')"
                        .formatted(workspace),
                "const file = std.open('%s/output.txt', 'w');\nfile.puts('text');\nfile.close();"
                        .formatted(workspace));
    }

    private static void listing(Advice advice, Places places) {
        if (places.files().isEmpty()) {
            advice.step("The workspace has no files yet.");
        } else {
            advice.step(
                    "The workspace has: %s.",
                    String.join(
                            ", ",
                            places.files().stream().limit(MOST_FILES).map(Advice::shown).toList()));
        }
    }

    private static Advice notFound(Case problem, String path) {
        Places places = Places.of(problem);
        Advice advice = problem.advice(Topic.FILE_NOT_FOUND);
        Named named = named(problem, path);
        boolean writes = WRITES.matcher(named.line()).find();
        Optional<String> missing = places.missingDirectory(path);
        Optional<String> meant = places.similar(path);
        if (writes && missing.isPresent()) {
            return advice.step(
                            "The directory %s is not there: make it first.", quoted(missing.get()))
                    .example(
                            "import os\nos.makedirs(%s, exist_ok=True)"
                                    .formatted(Advice.literal(missing.get())),
                            "os.mkdir(%s);"
                                    .formatted(Advice.literal(missing.get().split("/", 2)[0])));
        }
        if (meant.isPresent()) {
            advice.step(
                    "There is no file %s. Did you mean %s?",
                    quoted(named.literal()), quoted(meant.get()));
            named.correct(advice, meant.get());
            return advice;
        }
        if (REMOVES.matcher(named.line()).find()) {
            return advice.step(
                            "There is no file %s to remove: ask whether it is there first.",
                            quoted(named.literal()))
                    .example(
                            "from pathlib import Path\nPath(%s).unlink(missing_ok=True)"
                                    .formatted(Advice.literal(named.literal())),
                            "const path = %s;\nif (os.stat(path)[1] === 0) os.remove(path);"
                                    .formatted(Advice.literal(named.literal())));
        }
        advice.step(
                "There is no file %s in the workspace: write it first, or put it there before the run.",
                quoted(named.literal()));
        listing(advice, places);
        return advice.example(
                "import os\nprint(os.listdir('%s'))".formatted(problem.workspace()),
                "const [names, error] = os.readdir('%s');\nconsole.log(names);"
                        .formatted(problem.workspace()));
    }

    private static String quoted(String path) {
        return path.isEmpty() ? "that path" : "'" + Advice.shown(path) + "'";
    }
}
