package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A saved interpreter of another build of the language: its variables go on, as far as JSON can hold them. */
@Timeout(180)
class LiveFallbackIT {
    private final MemoryStorageAdapter storage = new MemoryStorageAdapter();
    private final List<SandboxEvent> events = new ArrayList<>();

    private SandboxBuilder builder(RuntimeType runtime) {
        return Sandbox.builder()
                .runtime(runtime)
                .storage(storage)
                .sessionId("s")
                .logger(SandboxLogger.none().with(events::add))
                .autoPersistGlobals(true);
    }

    private static SandboxResult run(Sandbox sandbox, String code) {
        SandboxResult result = sandbox.execute(code);
        assertThat(result.success()).as(result.stderr()).isTrue();
        return result;
    }

    private @Nullable String form(String runtime) throws IOException {
        try (InputStream in = storage.openCheckpoint("s", "." + runtime + ".json").orElse(null)) {
            return in == null ? null : new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Lets the saved interpreter be one that an older release has saved. */
    private void age(String runtime) throws IOException {
        SavedCheckpoint saved;
        try (InputStream in = storage.openCheckpoint("s", "." + runtime).orElseThrow()) {
            saved = SavedCheckpoint.of(Checkpoint.read(in));
        }
        InterpreterState state = saved.interpreter();
        SavedCheckpoint old =
                new SavedCheckpoint(
                        saved.runtime(),
                        new InterpreterState(
                                "0".repeat(64),
                                state.memory(),
                                state.wasi(),
                                state.clockNanos(),
                                state.entropy()),
                        saved.files(),
                        saved.metadata());
        storage.saveCheckpoint(
                "s", "." + runtime, old.contentHash(), FileContent.of(old.toBytes()));
    }

    @Test
    void pythons_variables_go_on_and_what_does_not_is_told() throws IOException {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            run(
                    sandbox,
                    """
                    count = 41
                    rows = [{'name': "O'Neil \\\\ \\u00e4\\n", 'values': [1.5, None, True]}]
                    _private = 1
                    def square(x): return x * x
                    class Account: pass
                    odd = {1: 2}
                    huge = 'x' * (2 << 20)
                    late = 'there'
                    """);
        }
        assertThat(form("python"))
                .contains("\"left_out\":[\"square\",\"Account\",\"odd\",\"huge\"]");
        age("python");

        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult first =
                    run(
                            sandbox,
                            "count += 1\nprint(count, rows, late, 'square' in globals(), '_private' in globals())");
            assertThat(first.stdout())
                    .isEqualTo(
                            "42 [{'name': \"O'Neil \\\\ \u00e4\\n\", 'values': [1.5, None, True]}] there False False\n");
            StateFallback fallback = first.metadata().stateFallback();
            assertThat(fallback)
                    .isEqualTo(new StateFallback(3, List.of("square", "Account", "odd", "huge")));
            assertThat(first.metadata().toMap())
                    .containsEntry(
                            "state_fallback",
                            Map.of(
                                    "variables",
                                    3,
                                    "left_out",
                                    List.of("square", "Account", "odd", "huge")));
            assertThat(run(sandbox, "print(count)").metadata().stateFallback()).isNull();
        }
        assertThat(events)
                .filteredOn(SandboxEvent.SessionRestored.class::isInstance)
                .extracting(event -> ((SandboxEvent.SessionRestored) event).source())
                .containsExactly(SandboxEvent.SessionRestored.Source.PORTABLE);
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            SandboxResult next = run(sandbox, "print(count)");
            assertThat(next.stdout()).isEqualTo("42\n");
            assertThat(next.metadata().stateFallback()).isNull();
        }
    }

    @Test
    void javascripts_state_goes_on() throws IOException {
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            run(
                    sandbox,
                    "_state.count = 1; _state.text = \"it's \\u2028 \\\\ ok\"; _state.call = () => 1; globalThis.other = 2;");
        }
        age("javascript");
        try (Sandbox sandbox = builder(RuntimeType.JAVASCRIPT).build()) {
            SandboxResult first =
                    run(
                            sandbox,
                            "console.log(_state.count, _state.text === \"it's \\u2028 \\\\ ok\", typeof _state.call, typeof other)");
            assertThat(first.stdout()).isEqualTo("1 true undefined undefined\n");
            assertThat(first.metadata().stateFallback())
                    .isEqualTo(new StateFallback(2, List.of("call")));
        }
    }

    @Test
    void a_run_that_fails_to_begin_leaves_the_variables_for_the_next_one() throws IOException {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            run(sandbox, "x = 1");
        }
        age("python");
        ExecutionPolicy little = ExecutionPolicy.builder().fuelBudget(300_000_000).build();
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).policy(little).build()) {
            assertThat(sandbox.execute("while True: pass").outcome())
                    .isInstanceOf(Outcome.LimitReached.class);
            assertThat(run(sandbox, "x += 1\nprint(x)").stdout()).isEqualTo("2\n");
            sandbox.undo();
            assertThat(run(sandbox, "print(x)").stdout()).isEqualTo("1\n");
        }
    }

    @Test
    void variables_that_a_policy_is_too_small_for_end_the_run_and_wait_for_the_next_one()
            throws IOException {
        ExecutionPolicy.Builder policy = ExecutionPolicy.builder();
        endsTheRunAndWaits(policy.fuelBudget(3_000_000).build(), TrapReason.OUT_OF_FUEL);
        ExecutionPolicy.Builder other = ExecutionPolicy.builder();
        endsTheRunAndWaits(other.memoryBytes(20 << 20).build(), TrapReason.MEMORY_LIMIT);
    }

    private void endsTheRunAndWaits(ExecutionPolicy small, TrapReason reason) throws IOException {
        for (Isolation isolation : Isolation.values()) {
            storage.delete("s");
            try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
                run(sandbox, "rows = [str(i) for i in range(100_000)]");
            }
            age("python");
            SandboxBuilder next = builder(RuntimeType.PYTHON).isolation(isolation);
            try (Sandbox sandbox = next.policy(small).build()) {
                SandboxResult result = sandbox.execute("open('ran', 'w').close()");
                assertThat(result.outcome().trapReason()).isEqualTo(reason);
                assertThat(result.filesCreated()).isEmpty();
            }
            try (Sandbox sandbox = next.policy(ExecutionPolicy.defaults()).build()) {
                SandboxResult result = run(sandbox, "print(len(rows))");
                assertThat(result.stdout()).isEqualTo("100000\n");
                assertThat(result.metadata().stateFallback()).isNotNull();
            }
        }
    }

    @Test
    void variables_that_cannot_be_taken_over_end_the_run_until_they_are_given_up()
            throws IOException {
        for (RuntimeType runtime : RuntimeType.values()) {
            try (Sandbox sandbox = builder(runtime).build()) {
                run(sandbox, "x = 1");
            }
            age(runtime.id());
            byte[] damaged = "{\"left_out\":[],\"count\":1,\"variables\":{\"x\":".getBytes(UTF_8);
            storage.saveCheckpoint(
                    "s", "." + runtime.id() + ".json", "0".repeat(64), FileContent.of(damaged));
            try (Sandbox sandbox = builder(runtime).build()) {
                for (int run = 0; run < 2; run++) {
                    SandboxResult result = sandbox.execute("y = 1");
                    assertThat(result.outcome().trapReason()).isEqualTo(TrapReason.GUEST_FAULT);
                    assertThat(result.outcome().trapMessage())
                            .contains("Sandbox.reset() begins without them");
                }
                sandbox.reset();
                run(sandbox, "y = 1");
            }
        }
    }

    @Test
    void what_a_guest_does_to_its_own_copy_hurts_nobody() throws IOException {
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            run(
                    sandbox,
                    """
                    import json, os
                    x = 1
                    json.dumps = lambda *a, **k: '}}}'
                    """);
        }
        assertThat(form("python")).isNull();
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            run(sandbox, "import builtins\ndef spin(*a):\n  while True: pass\nos.write = spin");
        }
        assertThat(form("python")).isNull();
        age("python");
        try (Sandbox sandbox = builder(RuntimeType.PYTHON).build()) {
            assertThatThrownBy(() -> sandbox.execute("print(1)"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("Sandbox.reset() begins with a fresh one");
            sandbox.reset();
            assertThat(run(sandbox, "print('x' in globals())").stdout()).isEqualTo("False\n");
        }
    }

    @Test
    void each_run_that_is_saved_has_its_form_soon() throws IOException {
        Sandbox sandbox = builder(RuntimeType.PYTHON).saveEachRun(true).build();
        run(sandbox, "x = 1");
        // The second one has its turn when the first one is settled.
        run(sandbox, "x = 2");
        assertThat(form("python")).contains("\"variables\":{\"x\":1}");
        sandbox.close();
        assertThat(form("python")).contains("\"variables\":{\"x\":2}");
        try (Sandbox other = builder(RuntimeType.PYTHON).build()) {
            other.reset();
            assertThat(form("python")).isNull();
        }
    }
}
