package dev.wasmsandbox.engine;

import dev.wasmsandbox.engine.RunEnd.TrapKind;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.DirectoryEntryBuilder;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.WasmThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Brings guests to the end of their stack, calls into the host from there in every way, and prints what is left each time. */
final class StackProgram {
    private static final int FOR_EVER = -1;
    private static final int DEEPEST = 1 << 20;
    private static final int NEAR = 64;
    private static final long MEMORY = 1 << 20;
    private static final RunLimits LIMITS = new RunLimits(1L << 50, null);
    private static final int DIRECTORIES = 100;
    private static final int LINKS = 30;

    private final Guest guest;
    private int known;

    private StackProgram(Guest guest) {
        this.guest = guest;
    }

    private static List<StackCase> cases() {
        return List.of(
                StackCase.of("no call", StackCase.NOTHING),
                StackCase.of("clock", StackCase.CLOCK),
                StackCase.of("clock", StackCase.CLOCK).everywhere(),
                StackCase.of("wait", StackCase.POLL),
                StackCase.of("open a deep path", StackCase.OPEN)
                        .path("d/".repeat(DIRECTORIES) + "f"),
                StackCase.of("open a winding path", StackCase.OPEN)
                        .path("d/../".repeat(800) + "d/f"),
                StackCase.of("open through links", StackCase.OPEN).path("l0/f"),
                StackCase.of("open through links", StackCase.OPEN).path("l0/f").everywhere(),
                StackCase.of("look at a deep path", StackCase.STAT)
                        .path("d/".repeat(DIRECTORIES) + "f"),
                StackCase.of("rename", StackCase.RENAME).path("l0"),
                StackCase.of("link", StackCase.SYMLINK).path("new"),
                StackCase.of("listener at work", StackCase.WRITE)
                        .sink((_, _, _) -> StackCase.applicationWork()),
                StackCase.of("listener that fails", StackCase.WRITE)
                        .sink((_, _, _) -> {
                            throw new UncheckedIOException(StackCase.failure());
                        }),
                StackCase.of("listener that overflows", StackCase.WRITE)
                        .sink((_, _, _) -> StackCase.overflow(0))
                        .overflowing()
                        .ending(StackCase.HOST_FAILS),
                StackCase.of("input that fails", StackCase.READ)
                        .input((_, _, _) -> {
                            throw StackCase.failure();
                        })
                        .ending(StackCase.EIO),
                StackCase.of("input at work", StackCase.READ)
                        .input((_, _, _) -> Math.min(0, StackCase.applicationWork())),
                StackCase.of("message with a long answer", StackCase.CALL)
                        .calls(_ -> {
                            var _ = StackCase.applicationWork();
                            return new HostCalls.Reply(StackCase.longest());
                        }),
                StackCase.of("message that fails", StackCase.CALL)
                        .calls(_ -> {
                            throw new IllegalStateException(StackCase.failure());
                        })
                        .ending(StackCase.HOST_FAILS),
                StackCase.of("message that throws an error", StackCase.CALL)
                        .calls(_ -> {
                            throw new OutOfMemoryError("as wanted");
                        })
                        .ending(StackCase.HOST_FAILS),
                StackCase.of("message that overflows", StackCase.CALL)
                        .calls(_ -> {
                            var _ = StackCase.overflow(0);
                            return HostCalls.Refusal.MALFORMED;
                        })
                        .overflowing()
                        .ending(StackCase.HOST_FAILS));
    }

    public static void main(String[] args) {
        ProbeGuest made = ProbeGuest.of(ProbeGuest.source("stack.wat"));
        StackProgram program = new StackProgram(made.guest());
        // Threads end together: the stack of one that has ended may be given to the next, with its
        // traces.
        CountDownLatch done = new CountDownLatch(1);
        for (StackCase aCase : cases()) {
            CompletableFuture<String> line = new CompletableFuture<>();
            Thread thread =
                    new WasmThread(
                            null,
                            () -> {
                                try {
                                    line.complete(program.measured(aCase));
                                } catch (Throwable e) {
                                    line.completeExceptionally(e);
                                }
                                awaitQuietly(done);
                            },
                            "guest",
                            EngineSettings.WASM_STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
            System.out.println(line.join());
        }
        done.countDown();
        System.out.println("all cases done");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String measured(StackCase aCase) {
        int levels = aCase.atEachLevel() ? overflow(aCase) : deepest(aCase);
        StackProbe.Stack stack = StackProbe.ofThisThread();
        // What it did must not have harmed the thread.
        expectEnd(aCase, run(aCase, 0));
        return "case "
                + aCase.name()
                + ": levels "
                + levels
                + ", stack "
                + stack.bytes()
                + ", left "
                + (aCase.javaOverflows() ? "-" : stack.untouched());
    }

    private int overflow(StackCase aCase) {
        RunEnd end = run(aCase, FOR_EVER);
        if (!(end instanceof RunEnd.Trapped(TrapKind kind, String _))
                || kind != TrapKind.STACK_OVERFLOW) {
            throw new AssertionError(aCase.name() + " ended with " + end);
        }
        return 0;
    }

    /** Finds the deepest place from which the host is reached; on the way it tries both sides of it. */
    private int deepest(StackCase aCase) {
        // It hardly differs between the cases.
        int reached = Math.max(0, known - NEAR);
        int beyond = known == 0 ? DEEPEST : known + NEAR;
        expectEnd(aCase, run(aCase, reached));
        while (beyond - reached > 1) {
            int levels = (reached + beyond) >>> 1;
            RunEnd end = run(aCase, levels);
            if (end instanceof RunEnd.Trapped(TrapKind kind, String _)
                    && kind == TrapKind.STACK_OVERFLOW) {
                beyond = levels;
            } else {
                expectEnd(aCase, end);
                reached = levels;
            }
        }
        if (beyond == known + NEAR && known != 0) {
            throw new AssertionError(aCase.name() + " never came to the end of the stack");
        }
        known = reached;
        return reached;
    }

    /** Every way into the host must have been gone to its end, or nothing was measured. */
    private static void expectEnd(StackCase aCase, RunEnd end) {
        boolean right =
                switch (end) {
                    case RunEnd.Returned(int errno) -> errno == aCase.errno();
                    case RunEnd.HostFailed _ -> aCase.errno() == StackCase.HOST_FAILS;
                    default -> false;
                };
        if (!right) {
            throw new AssertionError(aCase.name() + " ended with " + end);
        }
    }

    private RunEnd run(StackCase aCase, int levels) {
        GuestClock clock = GuestClock.system();
        WasiPreview1 wasi =
                new WasiPreview1(
                        tree(),
                        WasiConfig.builder()
                                .clocks(clock)
                                .standardInput(aCase.input())
                                .standardOutput(aCase.output())
                                .build());
        try (Instance instance = guest.instantiate(wasi, clock, MEMORY)) {
            byte[] path = ("app/" + aCase.path()).getBytes(StandardCharsets.UTF_8);
            byte[] request =
                    ByteBuffer.allocate(5 + path.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put((byte) aCase.operation())
                            .putInt(levels)
                            .put(path)
                            .array();
            return instance.run(request, LIMITS, new RunControl(), aCase.calls()).end();
        }
    }

    private static Tree tree() {
        DirectoryEntryBuilder files = DirectoryEntry.builder();
        files.file("d/".repeat(DIRECTORIES) + "f", Blob.of(new byte[10]), 0);
        files.file("d/f", Blob.of(new byte[10]), 0);
        for (int i = 0; i < LINKS; i++) {
            files.link("l" + i, i + 1 < LINKS ? "l" + (i + 1) : "d", 0);
        }
        try {
            return Tree.builder().mount("/app", files.build(), MountAccess.READ_WRITE).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
