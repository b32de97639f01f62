package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about modules that a JavaScript program cannot have. */
final class JavaScriptModuleRules {
    static final List<Rule> RULES =
            List.of(
                    JavaScriptModuleRules::vendor,
                    JavaScriptModuleRules::required,
                    JavaScriptModuleRules::exported,
                    JavaScriptModuleRules::imported);

    private static final Catalogue CATALOGUE = Catalogue.of(false);
    private static final Pattern REQUIRED =
            Pattern.compile("\\brequire\\s*+\\(\\s*+(['\"`])([^'\"`]{1,200})\\1");
    private static final Pattern VENDOR =
            Pattern.compile("\\brequireVendor\\s*+\\(\\s*+(['\"`])([^'\"`]{1,200})\\1");
    private static final List<String> VENDORS =
            List.of("csv-simple", "json-utils", "string-utils", "sandbox-utils");
    private static final Set<String> EXPORTS = Set.of("module", "exports");

    private JavaScriptModuleRules() {}

    private static @Nullable Advice vendor(Case problem) {
        boolean unknown =
                problem.text("helper").equals("requireVendor")
                        && !problem.name().equals("TypeError");
        if ((!unknown && !problem.text("variable_name").equals("requireVendor"))) {
            return null;
        }
        Matcher matcher = VENDOR.matcher(problem.lineText());
        String name = matcher.find() ? matcher.group(2) : "";
        Advice advice = problem.advice(Topic.MISSING_REQUIRE_VENDOR);
        Optional<String> meant = Similar.best(name, VENDORS);
        Optional<Catalogue.Entry> known = CATALOGUE.find("module", name);
        if (meant.isPresent()) {
            advice.step("There is no package '%s'. Did you mean '%s'?", name, meant.get());
            problem.fix(advice, Expressions.replaceLiteral(problem.lineText(), name, meant.get()));
        } else if (known.isPresent() && known.get().value("type").isEmpty()) {
            advice.step("'%s' is not there. Use %s.", name, known.get().value("use"))
                    .example(known.get().code());
        }
        return advice.step("requireVendor has: %s.", String.join(", ", VENDORS)).docs("README.md");
    }

    private static @Nullable Advice required(Case problem) {
        if (!problem.text("variable_name").equals("require")) {
            return null;
        }
        Matcher matcher = REQUIRED.matcher(problem.lineText());
        return matcher.find() ? module(problem, matcher.group(2)) : generic(problem, "");
    }

    private static @Nullable Advice exported(Case problem) {
        if (!EXPORTS.contains(problem.text("variable_name"))) {
            return null;
        }
        return problem.advice(Topic.MISSING_REQUIRE_VENDOR)
                .step(
                        "There is no %s object: leave the line out of a program; a module of the workspace says `export` before what others use.",
                        problem.text("variable_name"))
                .example(
                        "const file = std.open('add.js', 'w');\nfile.puts('export function add(a, b) { return a + b; }');\nfile.close();\nconst { add } = await import('./add.js');\nconsole.log(add(1, 2));")
                .docs("README.md");
    }

    private static @Nullable Advice imported(Case problem) {
        String name = problem.text("module_name");
        return name.isEmpty() ? null : module(problem, name);
    }

    private static Advice module(Case problem, String wanted) {
        String name = wanted.startsWith("node:") ? wanted.substring(5) : wanted;
        if (name.toLowerCase(Locale.ROOT).matches("https?://.*")) {
            return WorldAdvice.network(problem)
                    .step(
                            "Modules cannot be loaded from the network either: put the file into the workspace, and import it by its path.");
        }
        if (name.startsWith(".") || name.startsWith("/")) {
            return file(problem, name);
        }
        Optional<Catalogue.Entry> known =
                CATALOGUE
                        .find("module", name)
                        .or(() -> CATALOGUE.find("module", name.replaceFirst("/.*", "")));
        if (known.isEmpty()) {
            return generic(problem, name);
        }
        return switch (known.get().value("type")) {
            case "NetworkAccess" ->
                    WorldAdvice.network(problem)
                            .step(
                                    "The module %s is not there for the same reason; remove it.",
                                    name)
                            .example(WorldAdvice.readGivenFile(problem));
            case "SubprocessAccess" ->
                    WorldAdvice.process(problem)
                            .example(
                                    "const [names, error] = os.readdir('/app');\nconsole.log(names);");
            case "ThreadAccess" -> WorldAdvice.thread(problem);
            default ->
                    problem.advice(Topic.MISSING_REQUIRE_VENDOR)
                            .step(
                                    "The module '%s' is not there; modules of Node.js and npm do not exist here. Use %s.",
                                    name, known.get().value("use"))
                            .example(known.get().code())
                            .docs("README.md");
        };
    }

    private static Advice generic(Case problem, String name) {
        Advice advice = problem.advice(Topic.MISSING_REQUIRE_VENDOR);
        advice.step(
                "%s is not there; require, Node.js and npm do not exist here. std and os are globals; requireVendor has %s.",
                name.isEmpty() ? "require" : "The module '" + Advice.shown(name) + "'",
                String.join(", ", VENDORS));
        return advice.step(
                        "A module of your own is a file of the workspace, imported by its path: import { parse } from './parse.js'.")
                .example("const text = std.loadFile('data.txt') ?? '';\nconsole.log(text.length);")
                .docs("README.md");
    }

    /** A module of the program's own, which require does not load, or which is not there. */
    private static Advice file(Case problem, String path) {
        if (path.endsWith(".json") && problem.text("module_name").isEmpty()) {
            return problem.advice(Topic.MISSING_REQUIRE_VENDOR)
                    .step(
                            "require does not exist: read JSON with readJson('%1$s'), or with JSON.parse(std.loadFile('%1$s')).",
                            Advice.shown(path))
                    .example(
                            "const file = std.open('config.json', 'w');\nfile.puts('{\"debug\": true}');\nfile.close();\nconsole.log(JSON.parse(std.loadFile('config.json')).debug);");
        }
        Places places = Places.of(problem);
        List<String> modules =
                places.files().stream()
                        .filter(file -> file.endsWith(".js") || file.endsWith(".mjs"))
                        .toList();
        String wanted = places.relative(path).orElse(path);
        boolean there = modules.contains(wanted);
        Optional<String> meant =
                there
                        ? Optional.of(wanted)
                        : modules.stream()
                                .filter(file -> file.equals(wanted + ".js"))
                                .findFirst()
                                .or(() -> Similar.best(wanted, modules));
        if (problem.text("module_name").isEmpty()) {
            return problem.advice(Topic.MISSING_REQUIRE_VENDOR)
                    .step(
                            "require does not exist: write `import { name } from '%s';` at the beginning, for what the file exports.",
                            meant.map(file -> "./" + file).orElse(Advice.shown(path)))
                    .docs("README.md");
        }
        Advice advice = problem.advice(Topic.FILE_NOT_FOUND);
        if (meant.isEmpty()) {
            return advice.step(
                    "There is no file %s to import: put it into the workspace first. Paths begin with ./ and have their extension.",
                    Advice.shown(path));
        }
        advice.step(
                "There is no file %s to import. Did you mean './%s'? Paths need their extension.",
                Advice.shown(path), meant.get());
        correctImport(problem, advice, path, meant.get());
        return advice;
    }

    private static void correctImport(Case problem, Advice advice, String path, String meant) {
        Places places = Places.of(problem);
        List<String> lines = problem.source().lines();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            for (String literal :
                    line.contains("import") ? Expressions.literals(line) : List.<String>of()) {
                String corrected =
                        places.absolute(literal).equals(path)
                                ? Expressions.replaceLiteral(line, literal, "./" + meant)
                                : null;
                if (corrected != null) {
                    advice.fix(number, corrected);
                    return;
                }
            }
        }
    }
}
