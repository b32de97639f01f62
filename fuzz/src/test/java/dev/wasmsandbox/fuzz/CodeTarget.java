package dev.wasmsandbox.fuzz;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.core.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as programs, in the real interpreters. Each run ends with a well-formed result within its limits, and a known
 * program after it gives what it always gives, to the instruction.
 */
final class CodeTarget implements FuzzTarget {
    private static final int MAX_OUTPUT_BYTES = 2_000;
    private static final int MAX_ADDITION = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How many inputs are tried for each look at a clean run. */
    private static final int INPUTS_PER_LOOK = 8;

    private final RuntimeType runtime;
    private final Path programs;
    private final Sandbox sandbox;
    private final Sandbox clean;
    private final String probe;
    private final SandboxResult expected;
    private String behaviour = "";
    private int count;

    CodeTarget(RuntimeType runtime, Path programs, String probe) {
        this.runtime = runtime;
        this.programs = programs;
        this.probe = probe;
        this.sandbox = open(runtime, false);
        this.clean = open(runtime, true);
        this.expected = clean.execute(probe);
        if (!expected.success()) {
            throw new IllegalStateException("the known program fails: " + expected.stderr());
        }
    }

    static CodeTarget python() {
        return new CodeTarget(
                RuntimeType.PYTHON,
                Path.of("guest-python/src/test/resources/conformance"),
                "import sys, os, json, builtins\n"
                        + "print(sorted(dir(builtins)) == sorted(vars(builtins)), len(sys.modules),"
                        + " os.listdir('/app'))\n"
                        + "print(json.dumps({'a': [1, 2.5, None]}), sum(range(1000)),"
                        + " sys.getrecursionlimit())\n");
    }

    static CodeTarget javaScript() {
        return new CodeTarget(
                RuntimeType.JAVASCRIPT,
                Path.of("guest-javascript/src/test/resources/cases"),
                "console.log(Object.getOwnPropertyNames(globalThis).join(), JSON.stringify({a: [1,"
                        + " 2.5, null]}));\n"
                        + "let sum = 0; for (let i = 0; i < 1000; i++) sum += i; console.log(sum);\n");
    }

    private static Sandbox open(RuntimeType runtime, boolean deterministic) {
        return Sandbox.builder()
                .runtime(runtime)
                .storage(new MemoryStorageAdapter())
                .logger(SandboxLogger.none())
                .policy(
                        ExecutionPolicy.builder()
                                .fuelBudget(60_000_000)
                                .memoryBytes(96L << 20)
                                .timeout(TIMEOUT)
                                .stdoutMaxBytes(MAX_OUTPUT_BYTES)
                                .stderrMaxBytes(MAX_OUTPUT_BYTES)
                                .diskQuotaBytes(1 << 20)
                                .maxFiles(50)
                                .maxOpenFiles(20)
                                .determinism(deterministic)
                                .build())
                .build();
    }

    @Override
    public void run(byte[] input) {
        SandboxResult result = sandbox.execute(ExecutionRequest.builder(input).build());
        check(result);
        behaviour = describe(result);
        // One of two: checking the syntax costs as much as a short run.
        if (count % 2 == 0) {
            CodeValidation validation =
                    sandbox.validateCode(new String(input, StandardCharsets.UTF_8));
            behaviour += " " + validation.valid() + words(validation.message());
        }
        if (count++ % INPUTS_PER_LOOK == 0) {
            lookAtACleanRun();
        }
    }

    private static void check(SandboxResult result) {
        Outcome outcome = result.outcome();
        require(!(outcome instanceof Outcome.HostFailure), "the host failed", result);
        require(result.exitCode() >= -1 && result.exitCode() <= 255, "an odd exit code", result);
        require(result.success() == (result.exitCode() == 0), "success and exit code", result);
        require(fits(result.stdout()) && fits(result.stderr()), "too much output", result);
        require(result.fuelConsumed().orElse(0) >= 0, "negative fuel", result);
        require(result.filesCreated().size() <= 51, "too many files", result);
        Map<String, @Nullable Object> json =
                Json.readObject(result.toJson().getBytes(StandardCharsets.UTF_8));
        require(outcome.id().equals(json.get("outcome")), "another outcome in JSON", result);
    }

    private static boolean fits(String output) {
        return output.getBytes(StandardCharsets.UTF_8).length
                <= 3 * (MAX_OUTPUT_BYTES + MAX_ADDITION);
    }

    private static void require(boolean condition, String problem, SandboxResult result) {
        if (!condition) {
            throw new AssertionError(problem + ": " + result + " " + result.outcome());
        }
    }

    private void lookAtACleanRun() {
        SandboxResult result = clean.execute(probe);
        require(
                result.stdout().equals(expected.stdout()),
                "the next run prints other things",
                result);
        require(result.stderr().isEmpty(), "the next run complains", result);
        require(
                result.fuelConsumed().equals(expected.fuelConsumed()),
                "the next run takes other instructions than " + expected.fuelConsumed(),
                result);
    }

    /** Numbers and names of the program itself left out, there is a limited number of ways to end. */
    private static String describe(SandboxResult result) {
        return switch (result.outcome()) {
            case Outcome.GuestError(var error) -> error.name() + words(error.message());
            case Outcome.Exited(int code) -> "exit " + Math.min(code, 3);
            case Outcome other -> other.id() + other.trapReason();
        };
    }

    private static String words(@Nullable String message) {
        if (message == null) {
            return "";
        }
        String plain = message.replaceAll("'[^']*'|\"[^\"]*\"|[^A-Za-z ]+", "");
        return " " + plain.substring(0, Math.min(plain.length(), 60));
    }

    @Override
    public String behaviour() {
        return behaviour;
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        try {
            Path root = Settings.repository();
            for (Path file : Inputs.list(root.resolve(programs))) {
                String name = file.toString();
                if (name.endsWith(".py") || name.endsWith(".js")) {
                    seeds.add(java.nio.file.Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        if (seeds.isEmpty()) {
            throw new IllegalStateException("no programs in " + programs);
        }
        return seeds;
    }

    @Override
    public List<String> words() {
        return runtime == RuntimeType.PYTHON
                ? List.of(
                        "lambda",
                        "yield",
                        "async def f(): ",
                        "await ",
                        "class A(",
                        ")",
                        ":",
                        "\n    ",
                        "\n\t",
                        "f'{",
                        "}'",
                        "*",
                        "**",
                        ":=",
                        "match x:\n case ",
                        "import ",
                        "from . import *",
                        "__class__",
                        "__import__('os')",
                        "eval(",
                        "exec(",
                        "compile(",
                        "globals()",
                        "gc.get_objects()",
                        "sys._getframe()",
                        "open('a','wb')",
                        "os.read(0,1)",
                        "os.write(1,b'x')",
                        "del ",
                        "try:\n x\nexcept* E: pass",
                        "raise SystemExit(",
                        "b'\\xff'",
                        "'\\N{DIGIT ONE}'",
                        "10**5000",
                        "'x'*10**9",
                        "repr(",
                        "marshal.loads(b'",
                        "while 1: pass",
                        "def f(): f()\nf()",
                        "# coding: latin-1\n",
                        "# coding: x\n",
                        "\"\"\"")
                : List.of(
                        "async ",
                        "await ",
                        "function*",
                        "yield",
                        "=>",
                        "`${",
                        "}`",
                        "class A extends ",
                        "super(",
                        "#p",
                        "new Proxy({}, ",
                        "Reflect.",
                        "eval(",
                        "Function('",
                        "import('",
                        "import x from 'os'",
                        "export ",
                        "std.open('a','w')",
                        "os.readdir('/')",
                        "std.exit(",
                        "os.setTimeout(()=>",
                        "/(a+)+$/.exec(",
                        "0n",
                        "1e999",
                        "new ArrayBuffer(1e9)",
                        "'x'.repeat(1e9)",
                        "JSON.parse(",
                        "Symbol.iterator",
                        "for(;;){}",
                        "(function f(){f()})()",
                        "debugger",
                        "with(x)",
                        "label:",
                        "\\u{110000}",
                        "throw ",
                        "Promise.reject(",
                        "new WeakRef({})",
                        "Atomics.",
                        "structuredClone(",
                        "globalThis",
                        "<!--",
                        "/*");
    }

    @Override
    public void close() {
        sandbox.close();
        clean.close();
    }
}
