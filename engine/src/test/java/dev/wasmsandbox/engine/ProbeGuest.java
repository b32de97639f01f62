package dev.wasmsandbox.engine;

import dev.wasmsandbox.cache.PrivateCache;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import dev.wasmsandbox.wasmtime.Wat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The guest of {@code probe.wat}, booted and loaded, for each reset method once. */
final class ProbeGuest {
    static final int RETURN = 0;
    static final int LOOP = 1;
    static final int UNREACHABLE = 2;
    static final int DIVIDE_BY_ZERO = 3;
    static final int READ_OUTSIDE = 4;
    static final int RECURSE = 5;
    static final int RECURSE_WITH_HOST_CALLS = 6;
    static final int GROW = 7;
    static final int FILL = 8;
    static final int IS_CLEAN = 9;
    static final int SLEEP = 10;
    static final int EXIT = 11;
    static final int MESSAGE = 12;
    static final int FLOOD = 13;
    static final int WRITE_AT = 14;
    static final int BREAK_CONTRACT = 15;
    static final int CLOCK = 16;
    static final int CALLS = 17;

    static final long IMAGE_BYTES = 4L << 16;
    static final long MEMORY_LIMIT = 1L << 20;
    static final RunLimits PLENTY = new RunLimits(1_000_000_000L, null);

    private static final Map<ResetMethod, ProbeGuest> MADE = new ConcurrentHashMap<>();

    private final ExecutionEngine engine;
    private final Guest guest;

    private ProbeGuest(ExecutionEngine engine, Guest guest) {
        this.engine = engine;
        this.guest = guest;
    }

    static ProbeGuest on(ResetMethod method) {
        return MADE.computeIfAbsent(method, wanted -> make(Metering.ALL, wanted, source()));
    }

    /** A new one each time. */
    static ProbeGuest with(Metering metering) {
        return make(metering, ResetMethod.COMPARE, source());
    }

    /** A guest of other code. */
    static ProbeGuest of(String wat) {
        return make(Metering.ALL, ResetMethod.COMPARE, wat);
    }

    private static ProbeGuest make(Metering metering, ResetMethod method, String wat) {
        try {
            byte[] module = Wat.toWasm(wat);
            Path directory = Files.createTempDirectory("probe");
            directory.toFile().deleteOnExit();
            PrivateCache cache = PrivateCache.at(Files.createTempDirectory("probe-cache"));
            Path image = directory.resolve("probe.image");
            ExecutionEngine copying = new ExecutionEngine(ResetMethod.COPY, cache);
            onThread(
                    copying,
                    () -> {
                        GuestClock clock = GuestClock.system();
                        return ImageCapture.capture(
                                copying,
                                "0".repeat(64),
                                module,
                                wasi(clock, new CappedOutput(0)),
                                clock,
                                image);
                    });
            ExecutionEngine engine = new ExecutionEngine(metering, method, cache);
            String hash = "1".repeat(64);
            return new ProbeGuest(engine, Guest.load(engine, "probe", hash, () -> module, image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String source() {
        return source("probe.wat");
    }

    static String source(String name) {
        try (InputStream in = ProbeGuest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Guest guest() {
        return guest;
    }

    ExecutionEngine engine() {
        return engine;
    }

    /** Runs one request in a fresh instance. */
    RunReport run(byte[] request) {
        return run(request, PLENTY, new RunControl(), message -> HostCalls.Refusal.UNKNOWN_TYPE);
    }

    RunReport run(byte[] request, RunLimits limits) {
        return run(request, limits, new RunControl(), message -> HostCalls.Refusal.UNKNOWN_TYPE);
    }

    RunReport run(byte[] request, RunLimits limits, RunControl control, HostCalls calls) {
        return with(instance -> instance.run(request, limits, control, calls));
    }

    /** Work with a fresh instance. */
    interface Work<T> {
        T with(Instance instance);
    }

    <T> T with(Work<T> work) {
        return onThread(
                engine,
                () -> {
                    GuestClock clock = GuestClock.system();
                    try (Instance instance =
                            guest.instantiate(
                                    wasi(clock, new CappedOutput(100)), clock, MEMORY_LIMIT)) {
                        return work.with(instance);
                    }
                });
    }

    void use(Consumer<Instance> work) {
        RunEnd ignored =
                with(instance -> {
                    work.accept(instance);
                    return new RunEnd.Returned(0);
                });
    }

    static WasiPreview1 wasi(GuestClock clock, CappedOutput stdout) {
        return new WasiPreview1(
                Tree.empty(), WasiConfig.builder().clocks(clock).standardOutput(stdout).build());
    }

    static <T> T onThread(ExecutionEngine engine, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        engine.threads()
                .execute(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Throwable failure) {
                        result.completeExceptionally(failure);
                    }
                });
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    static byte[] request(int operation, int operand) {
        return ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) operation)
                .putInt(operand)
                .array();
    }

    static byte[] request(int operation) {
        return request(operation, 0);
    }
}
