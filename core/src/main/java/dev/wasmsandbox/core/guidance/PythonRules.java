package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Advises about errors that Python reports. */
final class PythonRules {
    static final List<Guidance.Rule> RULES =
            List.of(PythonRules::network, PythonRules::subprocess, PythonRules::missingPackage);

    private static final Set<String> NETWORK_PACKAGES =
            Set.of(
                    "requests",
                    "httpx",
                    "aiohttp",
                    "websockets",
                    "websocket",
                    "paramiko",
                    "boto3",
                    "_socket",
                    "_ssl");

    private static final Set<String> NETWORK_ERRORS =
            Set.of(
                    "gaierror",
                    "herror",
                    "URLError",
                    "ConnectionRefusedError",
                    "NewConnectionError",
                    "MaxRetryError");

    private static final Set<String> PROCESS_CALLS =
            Set.of(
                    "system",
                    "popen",
                    "fork",
                    "forkpty",
                    "execv",
                    "execve",
                    "execvp",
                    "spawnv",
                    "spawnl",
                    "posix_spawn",
                    "kill",
                    "wait",
                    "waitpid",
                    "WNOHANG");

    private static final Set<String> PROCESS_MODULES =
            Set.of("_posixsubprocess", "_multiprocessing", "_posixshmem", "pty");

    /** What of the standard library does the work of a package that is not there. */
    private static final Map<String, String> INSTEAD =
            Map.of(
                    "pandas", "csv, sqlite3 and statistics",
                    "numpy", "lists, array, math and statistics",
                    "scipy", "math and statistics",
                    "yaml", "json or tomllib",
                    "toml", "tomllib",
                    "lxml", "xml.etree.ElementTree",
                    "bs4", "html.parser",
                    "pytz", "zoneinfo and datetime",
                    "simplejson", "json",
                    "dotenv", "the environment of the ExecutionPolicy");

    private PythonRules() {}

    private static @Nullable Advice network(Failure failure) {
        if (!failure.isPython()) {
            return null;
        }
        boolean module = NETWORK_PACKAGES.contains(topModule(failure));
        boolean error = NETWORK_ERRORS.contains(simpleName(failure));
        boolean socket =
                failure.attribute("module_name").equals("socket")
                        || failure.line().contains("socket.socket(");
        if (!module && !error && !socket) {
            return null;
        }
        return networkAdvice()
                .example("with open('/app/downloaded.json') as file:\n    data = json.load(file)");
    }

    /** Advises about the network, in every language. */
    static Advice networkAdvice() {
        return new Advice("NetworkAccess")
                .step(
                        "Fetch the data outside of the sandbox and put it into the workspace before the run.")
                .step("Or pass it to the program as standard input or as an argument.")
                .step("No setting opens the network: the guest has no sockets.")
                .docs("SECURITY.md");
    }

    private static @Nullable Advice subprocess(Failure failure) {
        if (!failure.isPython()) {
            return null;
        }
        boolean call =
                failure.attribute("module_name").matches("os|posix|subprocess")
                        && PROCESS_CALLS.contains(failure.attribute("attribute_name"));
        boolean module = PROCESS_MODULES.contains(failure.attribute("module_name"));
        String message = failure.errorMessage().toLowerCase(Locale.ROOT);
        boolean refused =
                message.contains("does not support processes")
                        || message.contains("can't start new thread")
                        || message.contains("can't start new process");
        if (!call && !module && !refused) {
            return null;
        }
        return new Advice("SubprocessAccess")
                .step(
                        "Do the work in Python itself: pathlib, shutil and re take the place of shell commands.")
                .step("Run things one after the other: the guest has one process and one thread.")
                .example(
                        "from pathlib import Path\nnames = [path.name for path in Path('/app').glob('*.txt')]")
                .docs("SECURITY.md");
    }

    private static @Nullable Advice missingPackage(Failure failure) {
        if (!failure.isPython()
                || !Set.of("ModuleNotFoundError", "ImportError").contains(failure.errorName())) {
            return null;
        }
        String module = topModule(failure);
        Advice advice = new Advice("MissingVendoredPackage");
        String instead = INSTEAD.get(module);
        if (instead != null) {
            advice.step("Use " + instead + " instead of " + module + ".");
        }
        return advice.step("Use the standard library, which is there in full.")
                .step(
                        "Put a module of pure Python into the workspace and import it from there; pip and compiled extensions do not work.")
                .example("import csv, json, statistics, sqlite3")
                .docs("README.md");
    }

    private static String topModule(Failure failure) {
        String module = failure.attribute("module_name");
        int dot = module.indexOf('.');
        return dot < 0 ? module : module.substring(0, dot);
    }

    private static String simpleName(Failure failure) {
        String name = failure.errorName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
