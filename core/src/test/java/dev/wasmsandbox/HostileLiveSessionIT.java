package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs that do their worst to an interpreter that lives on. What they ruin is their own session; that can be taken back
 * or begun anew, no call of the host throws because of it, and another session sees nothing.
 */
class HostileLiveSessionIT {
    private static final String STATE =
            """
            import builtins, sys, os, gc
            print(len(vars(builtins)), sys.getrecursionlimit(), sys.excepthook.__name__, gc.isenabled(), sorted(sys.modules) == sys.modules.keys() or len(sys.modules))
            """;

    /** What one program does to the interpreter that runs the next one. */
    enum Deed {
        CLOSES_ALL_DESCRIPTORS("import os\nos.closerange(0, 64)"),
        OPENS_ALL_DESCRIPTORS(
                """
                import os
                fds = []
                try:
                    while True: fds.append(os.open('/app', os.O_RDONLY))
                except OSError: pass
                """),
        FILLS_THE_MEMORY(
                """
                kept = []
                size = 1 << 20
                while size:
                    try: kept.append(bytearray(size))
                    except MemoryError: size >>= 1
                """),
        WRECKS_BUILTINS(
                """
                import builtins, sys
                for name in list(vars(builtins)):
                    if name not in ('vars', 'list'): delattr(builtins, name)
                """),
        CLEARS_THE_MODULES("import sys\nsys.modules.clear()\nsys.path.clear()"),
        LIES_IN_HOOKS(
                """
                import sys, os
                sys.excepthook = lambda *a: print('no error here')
                sys.displayhook = sys.unraisablehook = None
                sys.stderr = sys.stdout = None
                os._exit = sys.exit = lambda *a: None
                """),
        TRACES_EVERYTHING(
                """
                import sys
                def trace(*a): raise RuntimeError('traced')
                sys.settrace(trace); sys.setprofile(trace)
                """),
        LEAVES_HANDLERS(
                """
                import atexit, weakref, gc
                class Undead:
                    def __del__(self): kept.append(Undead())
                kept = [Undead()]
                def forever():
                    while True: pass
                atexit.register(forever)
                gc.callbacks.append(lambda *a: 1 / 0)
                """),
        LOWERS_THE_LIMITS(
                """
                import sys, gc
                gc.disable(); gc.set_threshold(1, 1, 1)
                sys.setswitchinterval(1e-9)
                sys.setrecursionlimit(20)
                """),
        RAISES_THE_LIMITS("import sys\nsys.setrecursionlimit(2**31 - 1)"),
        LIES_TO_THE_HOST(
                """
                import _host
                _host.call(b'{"type":"error","phase":"run","name":"Forged","message":"m"}')
                for name in list(vars(_host)): setattr(_host, name, None)
                """),
        REMOVES_ITS_FOLDER("import os\nos.mkdir('a')\nos.chdir('a')\nos.rmdir('/app/a')"),
        WRITES_INTO_CODE_OBJECTS(
                """
                import types
                def f(): pass
                f.__code__ = f.__code__.replace(co_code=b'\\x53\\x00' * 20, co_stacksize=1)
                """);

        private final String code;

        Deed(String code) {
            this.code = code;
        }
    }

    private static Sandbox open(boolean live) {
        return Sandbox.builder()
                .policy(
                        ExecutionPolicy.builder()
                                .memoryBytes(48L << 20)
                                .fuelBudget(500_000_000)
                                .maxOpenFiles(32)
                                .build())
                .storage(new MemoryStorageAdapter())
                .logger(SandboxLogger.none())
                .autoPersistGlobals(live)
                .undoDepth(2)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void ruins_nothing_but_its_own_session(Deed deed) {
        String clean;
        try (Sandbox other = open(true)) {
            clean = other.execute(STATE).stdout();
        }
        try (Sandbox sandbox = open(true)) {
            assertThat(sandbox.execute("mark = 'before'").success()).isTrue();

            SandboxResult done = sandbox.execute(deed.code);
            // Of whatever kind, but results: nothing is thrown, whatever is left of the
            // interpreter.
            List<SandboxResult> next = new ArrayList<>();
            for (String code : List.of("print(mark)", "1 / 0", "while True: pass", "")) {
                next.add(sandbox.execute(code));
            }

            assertThat(done.outcome()).isNotInstanceOf(Outcome.HostFailure.class);
            assertThat(next)
                    .allSatisfy(result ->
                            assertThat(result.outcome())
                                    .isNotInstanceOf(Outcome.HostFailure.class));
            assertThat(next.get(2).success()).isFalse();
            try (Sandbox copy = sandbox.fork()) {
                assertThat(copy.execute("print(1)").outcome())
                        .isNotInstanceOf(Outcome.HostFailure.class);
            }
            sandbox.reset();
            assertThat(sandbox.execute(STATE).stdout()).isEqualTo(clean);
        }
        try (Sandbox other = open(true);
                Sandbox fresh = open(false)) {
            assertThat(other.execute(STATE).stdout()).isEqualTo(clean);
            assertThat(fresh.execute(STATE).success()).isTrue();
        }
    }

    @Test
    void a_ruined_interpreter_can_be_taken_back() {
        try (Sandbox sandbox = open(true)) {
            assertThat(sandbox.execute("mark = 'before'").success()).isTrue();
            SandboxResult _ = sandbox.execute(Deed.WRECKS_BUILTINS.code);

            sandbox.undo();

            assertThat(sandbox.execute("print(mark)").stdout()).isEqualTo("before\n");
        }
    }

    @Test
    void an_interpreter_without_memory_is_told_by_the_limit_and_taken_back() {
        try (Sandbox sandbox = open(true)) {
            assertThat(sandbox.execute("mark = 'before'").success()).isTrue();
            SandboxResult _ = sandbox.execute(Deed.FILLS_THE_MEMORY.code);

            SandboxResult full = sandbox.execute("#" + "x".repeat(1 << 20));
            // Taken back are the run that did not get to run, and the one before it.
            sandbox.undo();
            sandbox.undo();

            assertThat(full.metadata().trapReason()).isEqualTo(TrapReason.MEMORY_LIMIT);
            assertThat(sandbox.execute("print(mark)").success()).isTrue();
        }
    }
}
