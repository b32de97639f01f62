package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about Python programs that want what is outside of the sandbox: network, processes, threads, somebody at a keyboard. */
final class PythonWorldRules {
    static final List<Rule> RULES =
            List.of(
                    PythonWorldRules::process,
                    PythonWorldRules::thread,
                    PythonWorldRules::network,
                    PythonWorldRules::input);

    /** Parts of the standard library whose errors are of the network. */
    private static final Pattern NETWORK_LIBRARY =
            Pattern.compile(
                    ".*/(?:socket|ssl|socketserver|smtplib|ftplib|imaplib|poplib|http/client|http/server|urllib/request|xmlrpc/client|asyncio/(?:base_events|selector_events|sock_|unix_events|streams))\\.py$");

    private static final Pattern NETWORK_PACKAGE = Pattern.compile(".*/(?:urllib3|requests)/.*+");

    private static final Set<String> NETWORK_ERRORS =
            Set.of(
                    "gaierror",
                    "herror",
                    "URLError",
                    "ConnectionRefusedError",
                    "NewConnectionError",
                    "MaxRetryError",
                    "NameResolutionError",
                    "ProtocolError");

    private static final Pattern PROCESS_LIBRARY =
            Pattern.compile(
                    ".*/(?:subprocess|multiprocessing/.*+|concurrent/futures/process|asyncio/(?:base_)?subprocess|pty)\\.py$|.*/subprocess\\.py$");

    private static final Pattern PROCESS_CALL =
            Pattern.compile(
                    "\\b(?:create_subprocess_(?:exec|shell)|multiprocessing\\.|ProcessPoolExecutor)");

    private static final String NO_SUCH_CALL = "wasi does not support processes";
    private static final long NOT_SUPPORTED = 58;

    private PythonWorldRules() {}

    private static @Nullable Advice network(Case problem) {
        String origin = problem.text("origin_file");
        boolean inLibrary =
                NETWORK_LIBRARY.matcher(origin).matches()
                        || NETWORK_PACKAGE.matcher(origin).matches();
        boolean refused =
                inLibrary
                        && (problem.errno() == NOT_SUPPORTED
                                || problem.isNamed(
                                        "OSError", "AttributeError", "NotImplementedError")
                                || NETWORK_ERRORS.contains(problem.name()));
        boolean ofSocket =
                problem.text("module_name").equals("socket")
                        && !problem.text("attribute_name").isEmpty()
                        && problem.text("origin_file").isEmpty();
        boolean named = NETWORK_ERRORS.contains(problem.name()) && !problem.isOwn();
        if (!refused && !ofSocket && !named && !callsSocket(problem)) {
            return null;
        }
        return WorldAdvice.network(problem).example(WorldAdvice.readGivenFile(problem));
    }

    /** What the C part of the module socket raises has the line of the program as its place. */
    private static boolean callsSocket(Case problem) {
        return !problem.isOwn()
                && problem.isNamed("OSError", "AttributeError")
                && problem.expression().startsWith("socket.");
    }

    private static @Nullable Advice process(Case problem) {
        boolean attribute =
                Catalogue.of(true)
                        .find(
                                "process-attribute",
                                problem.text("module_name") + "." + problem.text("attribute_name"))
                        .isPresent();
        boolean inLibrary = PROCESS_LIBRARY.matcher(problem.text("origin_file")).matches();
        boolean wanted =
                !problem.isOwn()
                        && problem.isNamed(
                                "OSError",
                                "NotImplementedError",
                                "AttributeError",
                                "ImportError",
                                "ModuleNotFoundError",
                                "RuntimeError")
                        && PROCESS_CALL.matcher(problem.expression() + problem.lineText()).find();
        boolean refused = problem.message().contains(NO_SUCH_CALL) && !problem.isOwn();
        if (isThread(problem) || (!attribute && !inLibrary && !wanted && !refused)) {
            return null;
        }
        boolean installs = (problem.expression() + problem.lineText()).contains("pip");
        Advice advice = WorldAdvice.process(problem);
        if (installs) {
            advice.step(
                    "pip cannot install anything here: use the packages that are there, or the standard library.");
        }
        return advice.example(
                installs
                        ? "from importlib.metadata import distributions\nprint(sorted(d.name for d in distributions()))"
                        : "from pathlib import Path\nprint([path.name for path in Path('%s').glob('*')])"
                                .formatted(problem.workspace()));
    }

    private static @Nullable Advice thread(Case problem) {
        return isThread(problem) ? WorldAdvice.thread(problem) : null;
    }

    private static boolean isThread(Case problem) {
        return !problem.isOwn()
                && problem.isNamed("RuntimeError")
                && problem.message().startsWith("can't start new thread");
    }

    private static @Nullable Advice input(Case problem) {
        if (!problem.isNamed("EOFError")
                || problem.isOwn()
                || !problem.message().equals("EOF when reading a line")) {
            return null;
        }
        return problem.advice(Topic.MISSING_INPUT)
                .step(
                        "Nobody answers input(): put the values into the program, or read them from sys.argv or a file of the workspace.")
                .step(
                        "If the program has to ask, give the answers as standard input of the request: ExecutionRequest.builder(code).standardInput(text).")
                .example(
                        "import sys\nname = sys.argv[1] if len(sys.argv) > 1 else 'world'\nprint(f'Hello, {name}!')");
    }
}
