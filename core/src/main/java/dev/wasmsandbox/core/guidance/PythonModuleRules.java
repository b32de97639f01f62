package dev.wasmsandbox.core.guidance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about imports of Python programs that failed. */
final class PythonModuleRules {
    static final List<Rule> RULES =
            List.of(
                    PythonModuleRules::relative,
                    PythonModuleRules::shadowed,
                    PythonModuleRules::absent,
                    PythonModuleRules::gone,
                    PythonModuleRules::absentName);

    private static final Catalogue CATALOGUE = Catalogue.of(true);
    private static final Pattern GONE =
            Pattern.compile(
                    "^([\\w.]{1,100}) is deprecated and was removed in [\\w.]{1,40} [\\d.]{1,20}\\. Use ([\\w.]{1,100}) instead");

    private PythonModuleRules() {}

    private static boolean isImportError(Case problem) {
        return problem.isNamed("ImportError", "ModuleNotFoundError") && !problem.isOwn();
    }

    private static @Nullable Advice relative(Case problem) {
        if (!isImportError(problem) || !problem.message().startsWith("attempted relative import")) {
            return null;
        }
        return problem.advice(Topic.RELATIVE_IMPORT)
                .step(
                        "The program is no part of a package: import a file of the workspace by its name, without the dot.")
                .step(
                        "Write `from utils import f` for the file utils.py, or `from package.utils import f` for package/utils.py.")
                .example(
                        "import sys\nprint(sys.path[0])  # where modules of the workspace are found");
    }

    /** A module of the program and one of the standard library have the same name: one of them hides the other. */
    static @Nullable Advice shadowed(Case problem) {
        String module = problem.text("module_name");
        boolean missing =
                problem.isNamed("ImportError", "AttributeError")
                        && !problem.text("attribute_name").isEmpty();
        if (!missing || problem.isOwn() || !Modules.importable().contains(module)) {
            return null;
        }
        String file = module.replace('.', '/') + ".py";
        boolean hides = problem.text("module_file").equals(problem.workspace() + "/" + file);
        boolean hidden = !hides && problem.failure().files().get().contains(file);
        if (!hides && !hidden) {
            return null;
        }
        String other = module + "_own";
        return problem.advice(Topic.SHADOWED_MODULE)
                .step(
                        hides
                                ? "The file %1$s of the workspace hides the module %2$s of the standard library: give it another name, such as %3$s.py."
                                : "The module %2$s of the standard library hides the file %1$s of the workspace: give the file another name, such as %3$s.py, and import that.",
                        file,
                        module,
                        other)
                .example(
                        "import os\nos.rename('%1$s/%2$s', '%1$s/%3$s.py')"
                                .formatted(problem.workspace(), file, other));
    }

    private static @Nullable Advice absent(Case problem) {
        String module = problem.text("module_name");
        boolean namesModule = problem.text("attribute_name").isEmpty() && !module.isEmpty();
        if (!isImportError(problem) || !namesModule) {
            return null;
        }
        String top = module.contains(".") ? module.substring(0, module.indexOf('.')) : module;
        for (String name : List.of(module, top)) {
            Optional<Advice> known =
                    CATALOGUE
                            .find("module", name)
                            .map(entry -> unavailable(problem, name, entry))
                            .or(() ->
                                    CATALOGUE
                                            .find("package", name)
                                            .map(entry -> packaged(problem, name, entry)))
                            .or(() ->
                                    CATALOGUE
                                            .find("removed-module", name)
                                            .map(entry -> removed(problem, name, entry)));
            if (known.isPresent()) {
                return known.get();
            }
        }
        return meant(problem, module)
                .map(name -> misspelt(problem, module, name))
                .orElseGet(() -> unknown(problem, top));
    }

    private static Advice unavailable(Case problem, String module, Catalogue.Entry entry) {
        return switch (entry.value("type")) {
            case "NetworkAccess" ->
                    WorldAdvice.network(problem).example(WorldAdvice.readGivenFile(problem));
            case "SubprocessAccess" -> WorldAdvice.process(problem).example(entry.code());
            default ->
                    problem.advice(Topic.UNAVAILABLE_API)
                            .step(
                                    "The module %s is not there, because the sandbox has nothing behind it. Instead: %s.",
                                    module, entry.value("use"))
                            .example(entry.code());
        };
    }

    private static Advice packaged(Case problem, String name, Catalogue.Entry entry) {
        if (entry.value("type").equals("NetworkAccess")) {
            return WorldAdvice.network(problem)
                    .step("%s is not there for the same reason; remove its import.", name)
                    .example(entry.code());
        }
        return vendored(problem, name, entry);
    }

    /** Advises about a package that is not there although others of its kind are. */
    static Advice vendored(Case problem, String name, Catalogue.Entry entry) {
        return problem.advice(Topic.MISSING_VENDORED_PACKAGE)
                .step(
                        "%s is not there, and pip cannot install it. Use %s.",
                        name, entry.value("use"))
                .example(entry.code())
                .docs("README.md");
    }

    static Advice removed(Case problem, String name, Catalogue.Entry entry) {
        Advice advice =
                problem.advice(Topic.REMOVED_API)
                        .step(
                                "%s is not there in Python 3.13. In its place: %s.",
                                name, entry.value("now"));
        return advice.example(entry.code());
    }

    /** Packages tell what they have no more by errors of their own. */
    private static @Nullable Advice gone(Case problem) {
        Matcher matcher = GONE.matcher(problem.message());
        if (!problem.text("raised_by").equals("library") || !matcher.find()) {
            return null;
        }
        Advice advice =
                problem.advice(Topic.REMOVED_API)
                        .step(
                                "%s is not there any more. In its place: %s.",
                                matcher.group(1), matcher.group(2));
        String name = lastName(matcher.group(1));
        problem.fix(
                advice,
                Source.replaceWord(problem.lineText(), 0, name, lastName(matcher.group(2))));
        return CATALOGUE
                .find("removed-attribute", "PyPDF2." + name)
                .map(entry -> advice.example(entry.code()))
                .orElse(advice);
    }

    private static String lastName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Optional<String> meant(Case problem, String module) {
        List<String> candidates = new ArrayList<>();
        for (String file : problem.failure().files().get()) {
            if (file.endsWith(".py") && !file.startsWith("user_code")) {
                candidates.add(
                        file.substring(0, file.length() - 3)
                                .replace('/', '.')
                                .replaceFirst("\\.__init__$", ""));
            }
        }
        candidates.addAll(Modules.importable());
        return Similar.best(module, candidates);
    }

    private static Advice misspelt(Case problem, String module, String meant) {
        Advice advice =
                problem.advice(Topic.MISSPELLED_MODULE)
                        .step(
                                "There is no module %s. Did you mean %s? Correct it wherever the program names it.",
                                module, meant);
        if (problem.text("origin_file").isEmpty()) {
            problem.fix(advice, Source.replaceWord(problem.lineText(), 0, module, meant));
        } else {
            advice.step(
                    "The import is in %s, line %d.",
                    problem.text("origin_file"), problem.number("origin_line"));
        }
        return Modules.importable().contains(meant) ? advice.example("import " + meant) : advice;
    }

    private static Advice unknown(Case problem, String module) {
        return problem.advice(Topic.MISSING_VENDORED_PACKAGE)
                .step(
                        "There is no module %s, and pip cannot install it: use the standard library and the packages that are there.",
                        Advice.shown(module))
                .step(
                        "A module of pure Python can be put into the workspace as a file %s.py, and is imported from there.",
                        Advice.shown(module))
                .example(
                        "from importlib.metadata import distributions\nprint(sorted(d.name for d in distributions()))")
                .docs("README.md");
    }

    /** A name that a module does not have. */
    private static @Nullable Advice absentName(Case problem) {
        String name = problem.text("attribute_name");
        if (!isImportError(problem) || name.isEmpty()) {
            return null;
        }
        String module = problem.text("module_name");
        return attributeOfModule(problem, module, name);
    }

    /** Advises about a name that a module does not have, whether it was imported or asked for. */
    static Advice attributeOfModule(Case problem, String module, String name) {
        String full = module + "." + name;
        Optional<Catalogue.Entry> removed = CATALOGUE.find("removed-attribute", full);
        if (removed.isPresent()) {
            return PythonAttributeRules.replaced(
                    problem, removed(problem, full, removed.get()), name, removed.get());
        }
        Optional<Catalogue.Entry> absent = CATALOGUE.find("absent-attribute", full);
        if (absent.isPresent()) {
            return problem.advice(Topic.UNAVAILABLE_API)
                    .step(
                            "%s is not there, because the sandbox has nothing behind it. Instead: %s.",
                            full, absent.get().value("use"))
                    .example(absent.get().code());
        }
        Advice advice = problem.advice(Topic.UNKNOWN_ATTRIBUTE);
        List<String> names =
                problem.texts("names").stream().filter(it -> !it.startsWith("_")).toList();
        if (names.contains(lastPart(module)) && KNOWN_METHODS.contains(name)) {
            String meant = lastPart(module) + "." + name;
            advice.step(
                    "%s is a method of the class of the same name in the module: write %s.%s.",
                    name, module, meant);
            problem.fix(
                    advice,
                    Source.replaceWord(
                            problem.lineText(), 0, module + "." + name, module + "." + meant));
            return advice;
        }
        Optional<String> meant =
                Similar.best(name, names).or(() -> PythonAttributeRules.synonym(name, names));
        meant.ifPresent(other -> {
            advice.step("The module %s has no %s. Did you mean %s?", module, name, other);
            problem.fix(advice, Source.replaceWord(problem.lineText(), 0, name, other));
        });
        if (meant.isEmpty()) {
            advice.step(
                    "The module %s has no %s. It has: %s.",
                    module, Advice.shown(name), PythonAttributeRules.some(names));
            if (Modules.importable().contains(module)) {
                advice.example(
                        "import %1$s\nprint([name for name in dir(%1$s) if not name.startswith('_')])"
                                .formatted(module));
            }
        }
        return advice;
    }

    /** Methods of datetime.datetime that are asked of the module. */
    private static final List<String> KNOWN_METHODS =
            List.of(
                    "now",
                    "today",
                    "strptime",
                    "utcnow",
                    "fromtimestamp",
                    "fromisoformat",
                    "combine");

    private static String lastPart(String module) {
        return module.substring(module.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
