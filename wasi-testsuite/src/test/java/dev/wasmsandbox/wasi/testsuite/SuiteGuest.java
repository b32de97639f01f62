package dev.wasmsandbox.wasi.testsuite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.Guest;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.engine.HostCalls;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.wasi.Changes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The suite as a guest of the engine: each request runs in a fresh instance over a fresh tree. */
final class SuiteGuest {

    /** What a request asks for; the numbers are those of suite.c. */
    private enum Request {
        LIST(0),
        RUN(1),
        FAIL(2);

        private final char code;

        Request(int code) {
            this.code = (char) code;
        }
    }

    private static final long MEMORY_LIMIT = 16L << 20;
    private static final RunLimits LIMITS = new RunLimits(20_000_000_000L, Duration.ofMinutes(1));

    private final ExecutionEngine engine = ExecutionEngine.shared();
    private final Guest guest = engine.load(GuestBundle.beside(SuiteGuest.class));

    /**
     * What one case did.
     *
     * @param end how it ended
     * @param messages what its checks said, nothing when they all held
     * @param output standard output, one character for each byte
     * @param errors standard error, likewise
     * @param changes what it changed, by the path of the mount
     */
    record CaseRun(
            RunEnd end,
            List<String> messages,
            String output,
            String errors,
            Map<String, Changes> changes) {}

    List<String> names() {
        return run(Request.LIST, "").messages();
    }

    CaseRun run(String name) {
        return run(Request.RUN, name);
    }

    CaseRun runFailingCheck() {
        return run(Request.FAIL, "");
    }

    private CaseRun run(Request request, String name) {
        return CompletableFuture.supplyAsync(() -> runHere(request.code + name), engine.threads())
                .join();
    }

    private CaseRun runHere(String request) {
        try (SuiteWorld world = new SuiteWorld()) {
            List<String> messages = new ArrayList<>();
            HostCalls calls =
                    message -> {
                        messages.add(new String(message, UTF_8));
                        return new HostCalls.Reply(new byte[0]);
                    };
            RunEnd end;
            try (Instance instance = guest.instantiate(world.wasi, world.clock, MEMORY_LIMIT)) {
                end = instance.run(request.getBytes(UTF_8), LIMITS, new RunControl(), calls).end();
            }
            Map<String, Changes> changes = new HashMap<>();
            for (var mount : world.tree.mounts()) {
                changes.put(mount.path(), mount.changes());
            }
            return new CaseRun(
                    end,
                    messages,
                    new String(world.output.toByteArray(), StandardCharsets.ISO_8859_1),
                    new String(world.errors.toByteArray(), StandardCharsets.ISO_8859_1),
                    changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
