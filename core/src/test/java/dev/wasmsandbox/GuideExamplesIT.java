package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's examples, section by section, in Java: each runs as it stands here. */
class GuideExamplesIT {
    @TempDir Path workspaces;

    private SandboxBuilder builder(RuntimeType runtime) {
        return Sandbox.builder().runtime(runtime).workspaceRoot(workspaces);
    }

    @Test
    void quick_start_basic_execution() {
        try (Sandbox python = builder(RuntimeType.PYTHON).build()) {
            SandboxResult result = python.execute("print('Hello from WASM!')");

            assertThat(result.stdout()).isEqualTo("Hello from WASM!\n");
            assertThat(result.success()).isTrue();
        }
        try (Sandbox javascript = builder(RuntimeType.JAVASCRIPT).build()) {
            SandboxResult result = javascript.execute("console.log('Hello from QuickJS!')");

            assertThat(result.stdout()).isEqualTo("Hello from QuickJS!\n");
            assertThat(result.success()).isTrue();
        }
    }

    @Test
    void quick_start_with_custom_resource_limits() {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .fuelBudget(1_000_000_000)
                        .memoryBytes(64 * 1024 * 1024)
                        .stdoutMaxBytes(100_000)
                        .stderrMaxBytes(50_000)
                        .build();

        try (Sandbox sandbox = builder(RuntimeType.PYTHON).policy(policy).build()) {
            SandboxResult result = sandbox.execute("print('limited execution')");

            assertThat(result.stdout()).isEqualTo("limited execution\n");
        }
    }

    @Test
    void execution_policy_model() {
        ExecutionPolicy policy = ExecutionPolicy.defaults();

        assertThat(policy.fuelBudget()).isEqualTo(5_000_000_000L);
        assertThat(policy.memoryBytes()).isEqualTo(128_000_000);
        assertThat(policy.stdoutMaxBytes()).isEqualTo(2_000_000);
        assertThat(policy.stderrMaxBytes()).isEqualTo(1_000_000);
        assertThat(policy.timeout()).isEmpty();
        assertThat(policy.preserveLogs()).isFalse();
    }

    @Test
    void sandbox_result_model() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult result = sandbox.execute("print('test')");

            assertThat(result.success()).isTrue();
            assertThat(result.stdout()).isEqualTo("test\n");
            assertThat(result.stderr()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(result.fuelConsumed().orElseThrow()).isGreaterThan(10_000);
            assertThat(result.memoryUsedBytes()).isGreaterThan(1 << 20);
            assertThat(result.durationMs()).isPositive();
            assertThat(result.filesCreated()).isEmpty();
            assertThat(result.filesModified()).isEmpty();
            assertThat(result.workspacePath())
                    .hasValue(workspaces.toAbsolutePath().resolve(sandbox.sessionId()));
            Map<String, ?> metadata = result.metadata().toMap();
            assertThat(metadata.get("session_id")).isEqualTo(sandbox.sessionId());
            assertThat(metadata.get("trapped")).isEqualTo(false);
            assertThat(metadata.get("trap_reason")).isNull();
            assertThat(metadata).containsKey("fuel_analysis");
        }
    }

    @Test
    void resume_existing_session() throws Exception {
        String sessionId;
        try (Sandbox first = builder(RuntimeType.PYTHON).build()) {
            sessionId = first.sessionId();
            first.execute("with open('/app/data.txt', 'w') as f: f.write('hello')");
        }
        try (Sandbox second = builder(RuntimeType.PYTHON).sessionId(sessionId).build()) {
            SandboxResult result = second.execute("print(open('/app/data.txt').read())");

            assertThat(result.stdout()).isEqualTo("hello\n");
        }
        assertThat(Files.readString(workspaces.resolve(sessionId).resolve("data.txt")))
                .isEqualTo("hello");
    }

    @Test
    void check_execution_success() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult result = sandbox.execute("import nonexistent_module");

            assertThat(result.success()).isFalse();
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stderr())
                    .startsWith(
                            "Traceback (most recent call last):\n  File \"/app/user_code.py\", line 1")
                    .endsWith("ModuleNotFoundError: No module named 'nonexistent_module'\n");
            ErrorGuidance guidance = Objects.requireNonNull(result.metadata().errorGuidance());
            assertThat(guidance.errorType()).isEqualTo("MissingVendoredPackage");
            assertThat(guidance.actionableGuidance()).isNotEmpty();
        }
    }

    @Test
    void handle_fuel_exhaustion() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult result = sandbox.execute("while True: pass");

            assertThat(result.metadata().trapped()).isTrue();
            assertThat(result.metadata().trapReason()).isEqualTo(TrapReason.OUT_OF_FUEL);
            assertThat(result.metadata().toMap()).containsEntry("trap_reason", "out_of_fuel");
            assertThat(result.stderr()).endsWith("Execution trapped: OutOfFuel\n");
            assertThat(result.metadata().fuelAnalysis().status())
                    .isEqualTo(FuelAnalysis.Status.EXHAUSTED);
        }
    }

    @Test
    void fuel_analysis() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult result = sandbox.execute("import json; json.dumps([1, 2, 3])");

            FuelAnalysis analysis = result.metadata().fuelAnalysis();
            assertThat(analysis.status()).isEqualTo(FuelAnalysis.Status.EFFICIENT);
            assertThat(analysis.utilizationPercent()).isPositive().isLessThan(50);
            assertThat(analysis.recommendation()).isNotEmpty();
        }
    }

    @Test
    void exceptions() {
        assertThatThrownBy(() -> ExecutionPolicy.builder().fuelBudget(-1).build())
                .isInstanceOf(PolicyValidationException.class)
                .hasMessageContaining("fuelBudget")
                .hasMessageContaining("-1");
    }

    @Test
    void typical_llm_integration_pattern() {
        assertThat(executeLlmCode("print(sum(range(10)))"))
                .containsEntry("status", "success")
                .containsEntry("output", "45\n");
        assertThat(
                        executeLlmCode(
                                "import json, re, datetime, collections, math, csv, random\nprint('ok')"))
                .containsEntry("status", "success");
        assertThat(executeLlmCode("print(undefined_name)"))
                .containsEntry("status", "error")
                .hasEntrySatisfying(
                        "feedback",
                        feedback -> assertThat(feedback).asString().contains("NameError"));
        assertThat(executeLlmCode("while True: pass"))
                .containsEntry("status", "error")
                .hasEntrySatisfying(
                        "solutions", solutions -> assertThat((List<?>) solutions).isNotEmpty());
    }

    private Map<String, Object> executeLlmCode(String llmGeneratedCode) {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .fuelBudget(500_000_000)
                        .memoryBytes(32 * 1024 * 1024)
                        .stdoutMaxBytes(100_000)
                        .build();
        Map<String, Object> answer = new LinkedHashMap<>();
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).policy(policy).build()) {
            SandboxResult result = sandbox.execute(llmGeneratedCode);
            if (!result.success()) {
                ErrorGuidance guidance = result.metadata().errorGuidance();
                answer.put("status", "error");
                answer.put("feedback", "Execution failed: " + result.stderr());
                answer.put(
                        "solutions", guidance == null ? List.of() : guidance.actionableGuidance());
                return answer;
            }
            FuelAnalysis analysis = result.metadata().fuelAnalysis();
            boolean close =
                    analysis.status() == FuelAnalysis.Status.WARNING
                            || analysis.status() == FuelAnalysis.Status.CRITICAL;
            answer.put("status", close ? "warning" : "success");
            answer.put("output", result.stdout());
            answer.put("feedback", analysis.recommendation());
            return answer;
        }
    }

    @Test
    void python_file_operations() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            with open('/app/output.txt', 'w') as f:
                                f.write('Hello from sandbox')

                            with open('/app/output.txt', 'r') as f:
                                print(f.read())
                            """);

            assertThat(result.stdout()).isEqualTo("Hello from sandbox\n");
            assertThat(result.filesCreated()).containsExactly("output.txt");
        }
    }

    @Test
    void javascript_file_operations() {
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            writeText('/app/output.txt', 'Hello from sandbox');
                            const content = readText('/app/output.txt');
                            console.log(content);

                            writeJson('/app/data.json', { key: 'value' });
                            const data = readJson('/app/data.json');
                            console.log(data.key);
                            """);

            assertThat(result.stdout()).isEqualTo("Hello from sandbox\nvalue\n");
            assertThat(result.filesCreated()).containsExactly("data.json", "output.txt");
        }
    }

    @Test
    void javascript_utilities() {
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            const csv = requireVendor('csv-simple');
                            console.log(csv.parse('name,age\\nAlice,30'));
                            console.log([readJson, writeJson, readText, writeText, fileExists, listFiles, copyFile, removeFile]
                                .every((helper) => typeof helper === 'function'));
                            """);

            assertThat(result.stdout()).isEqualTo("[ { name: 'Alice', age: '30' } ]\ntrue\n");
        }
    }

    @Test
    void javascript_file_operations_with_the_std_module() {
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            SandboxResult result =
                    sandbox.execute(
                            """
                            const f = std.open('/app/file.txt', 'w');
                            f.puts('content');
                            f.close();
                            console.log(std.loadFile('/app/file.txt'));
                            """);

            assertThat(result.stdout()).isEqualTo("content\n");
            assertThat(result.filesCreated()).containsExactly("file.txt");
        }
    }
}
