package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's examples of sessions, their files, pruning and state, in Java: each runs as it stands here. */
class GuideSessionExamplesIT {
    @TempDir Path workspaces;

    private SandboxBuilder builder(RuntimeType runtime) {
        return Sandbox.builder().runtime(runtime).workspaceRoot(workspaces);
    }

    @Test
    void automatic_session_ids() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            assertThat(sandbox.sessionId())
                    .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        }
    }

    @Test
    void session_file_operations() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            Sessions sessions = Sessions.at(workspaces);
            String sessionId = sandbox.sessionId();

            sessions.writeFile(sessionId, "input.csv", "name,age\nAlice,30".getBytes(UTF_8), true);
            SandboxResult result =
                    sandbox.execute("print(open('/app/input.csv').read().splitlines()[1])");
            List<String> files = sessions.listFiles(sessionId);
            byte[] data = sessions.readFile(sessionId, "input.csv");
            sessions.deletePath(sessionId, "input.csv", false);

            assertThat(result.stdout()).isEqualTo("Alice,30\n");
            assertThat(files).containsExactly("input.csv", "user_code.py");
            assertThat(new String(data, UTF_8)).isEqualTo("name,age\nAlice,30");
            assertThat(sandbox.execute("import os; print(os.listdir('/app'))").stdout())
                    .isEqualTo("['user_code.py']\n");

            sessions.deleteWorkspace(sessionId);
            sessions.deleteWorkspace(sessionId);

            assertThat(sessions.exists(sessionId)).isFalse();
        }
    }

    @Test
    void what_a_guest_wrote_is_read_by_the_host() {
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            sandbox.execute(
                    """
                    os.mkdir('out');
                    const f = std.open('/app/out/report.txt', 'w');
                    f.puts('from the guest');
                    f.close();
                    os.symlink('/app/out/report.txt', 'link');
                    """);

            Sessions sessions = Sessions.at(workspaces);
            assertThat(sessions.listFiles(sandbox.sessionId(), "**/*.txt"))
                    .containsExactly("out/report.txt");
            assertThat(sessions.readFile(sandbox.sessionId(), "out/report.txt"))
                    .asString()
                    .isEqualTo("from the guest");
        }
    }

    @Test
    void session_pruning() {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            sandbox.execute("open('data.bin', 'wb').write(bytes(1000))");
        }
        Sessions sessions = Sessions.at(workspaces);

        PruneResult rehearsal = sessions.prune(Duration.ofHours(24), true);
        PruneResult result = sessions.prune(Duration.ZERO, false);

        assertThat(rehearsal.deletedSessions()).isEmpty();
        assertThat(rehearsal.dryRun()).isTrue();
        assertThat(result.deletedSessions()).hasSize(1);
        assertThat(result.reclaimedBytes()).isGreaterThanOrEqualTo(1000);
        assertThat(sessions.list()).isEmpty();
    }

    @Test
    void a_run_and_the_host_take_turns() throws Exception {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            Sessions sessions = Sessions.at(workspaces);
            sessions.writeFile(sandbox.sessionId(), "n", "0", true);
            var run =
                    sandbox.executeAsync(
                            """
                            n = int(open('n').read())
                            for _ in range(200_000): pass
                            open('n', 'w').write(str(n + 1))
                            """);

            sessions.writeFile(sandbox.sessionId(), "from_the_host", "x", true);

            assertThat(run.get().success()).isTrue();
            assertThat(sessions.readFile(sandbox.sessionId(), "n")).asString().isEqualTo("1");
            assertThat(sessions.listFiles(sandbox.sessionId()))
                    .containsExactly("from_the_host", "n", "user_code.py");
        }
    }

    @Test
    void deleting_a_session_deletes_its_kept_output() {
        ExecutionPolicy policy = ExecutionPolicy.builder().preserveLogs(true).build();
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).policy(policy).build()) {
            SandboxResult result = sandbox.execute("print('kept')");
            Path logs = result.metadata().logsDirectory();
            assertThat(logs).isNotNull().exists();

            Sessions.at(workspaces).deleteWorkspace(sandbox.sessionId());

            assertThat(logs).doesNotExist();
        }
    }

    @Test
    void state_persistence_utilities() {
        try (Sandbox python = builder(RuntimeType.PYTHON).build()) {
            python.execute(
                    StateCode.wrapStatefulCode(RuntimeType.PYTHON, "counter = 0; data = []"));
            SandboxResult result =
                    python.execute(
                            StateCode.wrapStatefulCode(
                                    RuntimeType.PYTHON,
                                    "counter += 1; data.append('item'); print(counter, data)"));

            assertThat(result.stdout()).isEqualTo("1 ['item']\n");
        }
        try (Sandbox javascript = builder(RuntimeType.JAVASCRIPT).build()) {
            String code =
                    StateCode.wrapStatefulCode(
                            RuntimeType.JAVASCRIPT,
                            "_state.counter = (_state.counter || 0) + 1; console.log(_state.counter);");

            assertThat(javascript.execute(code).stdout()).isEqualTo("1\n");
            assertThat(javascript.execute(code).stdout()).isEqualTo("2\n");
        }
    }
}
