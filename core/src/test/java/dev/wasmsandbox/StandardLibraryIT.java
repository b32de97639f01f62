package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.quiet;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What there is of Python's standard library, and what the rest says: {@code docs/python.md} is written from this. */
class StandardLibraryIT {
    private static final GeneratedDocument DOCUMENT =
            new GeneratedDocument(Path.of("../docs/python.md"));

    /** What an error says first. */
    private static final Pattern WHAT_IS_MISSING =
            Pattern.compile(
                    "^(No module named '[^']*'|module '[^']*' has no attribute '[^']*'"
                            + "|cannot import name '[^']*' from '[^']*' \\([^)]*\\)): ");

    /** What an error says besides: a reason and a way round. */
    private static final Pattern EXPLAINED = Pattern.compile("([^;]+); (.+)");

    /** Modules that tell by themselves why they do not import. */
    private static final Map<String, String> OF_THEIR_OWN =
            Map.of(
                    "win32 only", "it exists on Windows only",
                    "No support for sending fds between processes",
                            "this sandbox does not support processes");

    /** Names that the documentation describes and no interpreter has, or has before something happened. */
    private static final Set<String> NOWHERE =
            Set.of(
                    "dataclasses.__post_init__",
                    "email.headerregistry.ContentTransferEncoding",
                    "sys.getobjects",
                    "typing.type_check_only",
                    "xml.dom.pulldom.PullDom");

    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox =
                LibraryScripts.sandbox(
                        ExecutionPolicy.builder()
                                .fuelBudget(100_000_000_000L)
                                .mount(LibraryScripts.TESTS_MOUNT)
                                .build());
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static String output(String code) {
        return quiet(sandbox.execute(code)).stdout();
    }

    private static String lastLine(SandboxResult result) {
        return result.stderr().lines().reduce("", (first, second) -> second);
    }

    @Test
    void every_module_imports_or_says_why_not() {
        Map<String, @Nullable Object> outcomes =
                LibraryScripts.printed(LibraryScripts.run(sandbox, "modules.py"));
        List<String> present = new ArrayList<>();
        Map<String, List<String>> absent = new TreeMap<>();
        outcomes.forEach((module, error) -> {
            if (error == null) {
                present.add(module);
            } else {
                absent.computeIfAbsent(row(module, (String) error), _ -> new ArrayList<>())
                        .add("`" + module + "`");
            }
        });

        assertThat(present).hasSizeGreaterThan(550);
        String names =
                present.stream()
                        .filter(module -> !module.startsWith("_") && !module.contains("."))
                        .map(module -> "`" + module + "`")
                        .collect(joining(", "));
        String rows =
                absent.entrySet().stream()
                        .map(row -> "| " + String.join(", ", row.getValue()) + row.getKey())
                        .sorted()
                        .collect(joining("\n"));
        DOCUMENT.check(
                "modules",
                """
                Of the %d modules and submodules that the interpreter lists, %d import: %s, with their submodules.

                These do not:

                | Module | Why | What to do instead |
                | --- | --- | --- |
                %s
                """
                        .formatted(outcomes.size(), present.size(), names, rows));
    }

    private static String row(String module, String error) {
        String said = error.substring(error.indexOf(": ") + 2);
        String own = OF_THEIR_OWN.get(said);
        if (own != null) {
            return " | " + own + " | leave it out |";
        }
        Matcher explained = EXPLAINED.matcher(WHAT_IS_MISSING.matcher(said).replaceFirst(""));
        assertThat(explained.matches()).as("%s: %s", module, error).isTrue();
        return " | " + explained.group(1) + " | " + explained.group(2) + " |";
    }

    @Test
    void every_documented_name_is_there_or_says_why_not() {
        Map<String, @Nullable Object> lacking =
                LibraryScripts.printed(LibraryScripts.run(sandbox, "names.py"));
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        assertSoftly(softly ->
                lacking.forEach((module, names) ->
                        ((Map<?, ?>) names)
                                .forEach((name, said) -> {
                                    if (!NOWHERE.contains(module + "." + name)) {
                                        softly.assertThat(said)
                                                .as("%s.%s", module, name)
                                                .isNotNull();
                                        rows.computeIfAbsent(
                                                        "| `%s` | %%s | %s |"
                                                                .formatted(
                                                                        module,
                                                                        String.valueOf(said)
                                                                                .replace(
                                                                                        "; ",
                                                                                        " | ")),
                                                        _ -> new TreeSet<>())
                                                .add("`" + name + "`");
                                    }
                                })));

        DOCUMENT.check(
                "names",
                "| Module | Names | Why | What to do instead |\n| --- | --- | --- | --- |\n"
                        + rows.entrySet().stream()
                                .map(row ->
                                        row.getKey().formatted(String.join(", ", row.getValue())))
                                .collect(joining("\n")));
    }

    @Test
    void what_needs_more_than_there_is_fails_with_a_reason_and_a_way_round() {
        Map<String, List<String>> programs = new LinkedHashMap<>();
        for (String program : LibraryScripts.lines("uses.txt")) {
            SandboxResult result = sandbox.execute(program);
            assertThat(result.outcome()).as(program).isInstanceOf(Outcome.GuestError.class);
            String error = lastLine(result);
            assertThat(error).as(program).containsPattern("; |time.?out|thread|wakes?|wake it up");
            programs.computeIfAbsent(error, _ -> new ArrayList<>()).add("`" + program + "`");
        }

        DOCUMENT.check(
                "uses",
                "| Programs | What they get |\n| --- | --- |\n"
                        + programs.entrySet().stream()
                                .map(row ->
                                        "| %s | `%s` |"
                                                .formatted(
                                                        String.join("<br>", row.getValue()),
                                                        row.getKey()))
                                .collect(joining("\n")));
    }

    @Test
    void programs_may_import_what_they_then_do_not_use() {
        assertThat(
                        output(
                                """
                                import threading, subprocess, socket, multiprocessing, concurrent.futures, select, selectors, signal
                                import queue, sched, http.client, http.server, urllib.request, socketserver, smtplib, ftplib, asyncio
                                import getpass, platform, webbrowser, xmlrpc.client, faulthandler, tracemalloc, cProfile, pdb
                                lock, event, local = threading.RLock(), threading.Event(), threading.local()
                                with lock, threading.Semaphore(2), threading.Condition(lock):
                                    event.set()
                                waiting = queue.Queue()
                                waiting.put(1)
                                errors = socket.error, socket.timeout, subprocess.CalledProcessError
                                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                                print(event.wait(), waiting.get(), threading.current_thread().name, multiprocessing.cpu_count())
                                print(socket.AF_INET.name, socket.SOCK_STREAM.name, socket.gethostname(), socket.inet_ntoa(b"\\x7f\\0\\0\\1"))
                                print(asyncio.run(asyncio.to_thread(abs, -3)), select.select([], [], [], 0))
                                """))
                .isEqualTo(
                        """
                        True 1 MainThread 1
                        AF_INET SOCK_STREAM localhost 127.0.0.1
                        3 ([], [], [])
                        """);
    }

    @Test
    void programs_that_ask_first_are_told_that_it_is_not_there() {
        assertThat(
                        output(
                                """
                                import importlib.util, os, signal, socket, time
                                absent = []
                                for name in "fcntl", "ctypes", "ssl", "mmap", "resource", "pwd", "readline", "tkinter", "distutils":
                                    try:
                                        __import__(name)
                                    except ModuleNotFoundError as error:
                                        absent.append(error.name)
                                print(absent)
                                print([importlib.util.find_spec(name) for name in ("fcntl", "tkinter", "pip")])
                                print(hasattr(os, "fork"), getattr(os, "getuid", None), hasattr(signal, "alarm"), hasattr(time, "tzset"))
                                print([name for name in os.__all__ if not hasattr(os, name)], "fork" in dir(os))
                                try:
                                    from os import fork
                                except ImportError as error:
                                    print(error.name, error.name_from)
                                try:
                                    os.fork
                                except AttributeError as error:
                                    print(error.name, error.obj is os)
                                try:
                                    socket.create_connection(("example.com", 80))
                                except OSError as error:
                                    print(type(error).__name__)
                                """))
                .isEqualTo(
                        """
                        ['fcntl', '_ctypes', '_ssl', 'mmap', 'resource', 'pwd', 'readline', 'tkinter', 'distutils']
                        [None, None, None]
                        False None False False
                        [] False
                        os fork
                        fork True
                        gaierror
                        """);
    }

    @Test
    void misspelt_names_get_the_usual_help_and_known_ones_no_wrong_guess() {
        assertThat(lastLine(sandbox.execute("import os; os.listdirs")))
                .isEqualTo(
                        "AttributeError: module 'os' has no attribute 'listdirs'. Did you mean: 'listdir'?");
        assertThat(lastLine(sandbox.execute("import os; os.pipe()")))
                .doesNotContain("Did you mean");
        assertThat(lastLine(sandbox.execute("from os import pipe"))).doesNotContain("Did you mean");
        assertThat(lastLine(sandbox.execute("import no_such_module")))
                .isEqualTo("ModuleNotFoundError: No module named 'no_such_module'");
    }

    @Test
    void a_module_of_the_program_takes_the_place_of_an_absent_one() {
        assertThat(
                        output(
                                """
                                open("fcntl.py", "w").write("LOCK_EX = 2")
                                import fcntl
                                print(fcntl.LOCK_EX)
                                """))
                .isEqualTo("2\n");
    }

    @Test
    void waiting_with_a_time_limit_takes_that_time_and_no_fuel() {
        SandboxResult result =
                sandbox.execute(
                        """
                        import queue, threading, time
                        lock = threading.Lock()
                        lock.acquire()
                        start = time.monotonic()
                        answers = [lock.acquire(timeout=0.05), threading.Event().wait(0.05)]
                        for waiting in queue.Queue(), queue.SimpleQueue():
                            try:
                                waiting.get(timeout=0.05)
                            except queue.Empty:
                                answers.append("empty")
                        answers.append(lock.acquire(blocking=False))
                        print(answers, time.monotonic() - start >= 0.2)
                        """);

        assertThat(result.stdout()).isEqualTo("[False, False, 'empty', 'empty', False] True\n");
        assertThat(result.fuelConsumed().getAsLong()).isLessThan(20_000_000);
    }
}
