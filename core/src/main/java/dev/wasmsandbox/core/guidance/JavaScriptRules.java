package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about errors that JavaScript reports. */
final class JavaScriptRules {
    static final List<Guidance.Rule> RULES =
            List.of(
                    JavaScriptRules::network,
                    JavaScriptRules::subprocess,
                    JavaScriptRules::missingVendor,
                    JavaScriptRules::tuple,
                    JavaScriptRules::openFailed);

    private static final Set<String> NETWORK_NAMES =
            Set.of("fetch", "XMLHttpRequest", "WebSocket", "EventSource", "Request", "navigator");

    private static final Set<String> NETWORK_MODULES =
            Set.of(
                    "http",
                    "https",
                    "net",
                    "tls",
                    "dgram",
                    "dns",
                    "axios",
                    "node-fetch",
                    "undici",
                    "ws");

    private static final Set<String> PROCESS_MODULES =
            Set.of("child_process", "cluster", "worker_threads");

    /** Functions of {@code os} that give a pair of a value and an error number. */
    private static final Pattern PAIR =
            Pattern.compile("\\bos\\.(readdir|stat|lstat|readlink|realpath|getcwd)\\s*\\(");

    /** Begins anew at each bracket and never goes back: a line of a million brackets must not take hours. */
    private static final Pattern TAKEN_APART = Pattern.compile("\\[[^\\[\\]]*+\\]\\s*+=\\s*+os\\.");

    private JavaScriptRules() {}

    private static @Nullable Advice network(Failure failure) {
        if (failure.isPython()
                || !(NETWORK_NAMES.contains(failure.attribute("variable_name"))
                        || NETWORK_MODULES.contains(module(failure)))) {
            return null;
        }
        return PythonRules.networkAdvice()
                .example("const data = readJson('/app/downloaded.json');");
    }

    private static @Nullable Advice subprocess(Failure failure) {
        boolean call =
                failure.errorMessage().equals("not a function")
                        && failure.line().matches(".*\\bos\\.(exec|pipe|kill|waitpid|Worker)\\b.*");
        boolean worker = failure.attribute("variable_name").equals("Worker");
        if (failure.isPython() || !(call || worker || PROCESS_MODULES.contains(module(failure)))) {
            return null;
        }
        return new Advice("SubprocessAccess")
                .step("Do the work in JavaScript itself: the guest has one process and one thread.")
                .step("Use promises and timers to let things take turns.")
                .example("await Promise.all(tasks.map((task) => task()));")
                .docs("SECURITY.md");
    }

    private static @Nullable Advice missingVendor(Failure failure) {
        if (failure.isPython()) {
            return null;
        }
        boolean require =
                Set.of("require", "module", "exports").contains(failure.attribute("variable_name"));
        if (!require && module(failure).isEmpty()) {
            return null;
        }
        return new Advice("MissingRequireVendor")
                .step(
                        "Use requireVendor for the packages that are there: csv-simple, json-utils, string-utils and sandbox-utils; requireVendor.help tells of them.")
                .step(
                        "Use the global functions for files, such as readText and writeJson; std and os are there without an import.")
                .step(
                        "Put modules of your own into the workspace and import them by their path; require and npm packages do not work.")
                .example("const csv = requireVendor('csv-simple');")
                .example("import { parse } from './parse.js';")
                .example("const data = readJson('/app/data.json');")
                .docs("docs/javascript.md");
    }

    private static @Nullable Advice tuple(Failure failure) {
        boolean typeError = failure.errorName().equals("TypeError");
        if (failure.isPython() || !typeError) {
            return null;
        }
        boolean misused = failure.lines().anyMatch(JavaScriptRules::usesPairWhole);
        if (!misused) {
            return null;
        }
        return new Advice("QuickJSTupleDestructuring")
                .step(
                        "Take the pair apart: functions of os such as readdir and stat give [value, error number].")
                .step("Look at the error number first: it is 0 if the call went well.")
                .example(
                        "const [names, error] = os.readdir('/app');\nif (error !== 0) throw new Error(std.strerror(error));");
    }

    /** Whether a line calls a function that gives a pair, but does not take the pair apart. */
    static boolean usesPairWhole(CharSequence line) {
        return PAIR.matcher(line).find() && !TAKEN_APART.matcher(line).find();
    }

    /** {@code std.open} gives null where other languages throw. */
    private static @Nullable Advice openFailed(Failure failure) {
        if (failure.isPython()
                || !failure.attribute("object_type").equals("null")
                || !failure.code().contains("std.open(")) {
            return null;
        }
        return CommonRules.pathRestriction(failure, "")
                .step(
                        "std.open gives null if a file cannot be opened: check its result before use.")
                .example(
                        "const file = std.open(path, 'r');\nif (file === null) throw new Error('cannot open ' + path);");
    }

    private static String module(Failure failure) {
        String module = failure.attribute("module_name");
        module = module.startsWith("node:") ? module.substring(5) : module;
        return module.substring(module.lastIndexOf('/') + 1);
    }
}
