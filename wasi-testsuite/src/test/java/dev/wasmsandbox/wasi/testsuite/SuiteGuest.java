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
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.wasi.Changes;
import dev.wasmsandbox.wasi.Scratch;
import dev.wasmsandbox.wasi.ScratchFile;
import dev.wasmsandbox.wasi.testsuite.SuiteWorld.Contents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final CountingScratch scratch;

    /** Loads the suite; large contents go to files in a folder. */
    SuiteGuest(Path scratchFolder) {
        scratch = new CountingScratch(ScratchDirectory.in(scratchFolder));
    }

    /** Counts the files that were made. */
    private record CountingScratch(ScratchDirectory files, AtomicInteger made) implements Scratch {
        CountingScratch(ScratchDirectory files) {
            this(files, new AtomicInteger());
        }

        @Override
        public ScratchFile create() throws IOException {
            made.incrementAndGet();
            return files.create();
        }
    }

    /** How many contents have been in scratch files. */
    int spilled() {
        return scratch.made().get();
    }

    void close() throws IOException {
        scratch.files().close();
    }

    /**
     * What one case did.
     *
     * @param end how it ended
     * @param messages what its checks said, nothing when they all held
     * @param output standard output, one character for each byte
     * @param errors standard error, likewise
     * @param changes what it changed, by the path of the mount
     * @param contentMemory what the contents that it wrote took of the host's memory at its end, in bytes
     */
    record CaseRun(
            RunEnd end,
            List<String> messages,
            String output,
            String errors,
            Map<String, Changes> changes,
            long contentMemory) {}

    List<String> names() {
        return run(Request.LIST, "", Contents.IN_MEMORY).messages();
    }

    CaseRun run(String name, Contents contents) {
        return run(Request.RUN, name, contents);
    }

    CaseRun runFailingCheck() {
        return run(Request.FAIL, "", Contents.IN_MEMORY);
    }

    private CaseRun run(Request request, String name, Contents contents) {
        return CompletableFuture.supplyAsync(
                        () -> runHere(request.code + name, contents), engine.threads())
                .join();
    }

    private CaseRun runHere(String request, Contents contents) {
        try (SuiteWorld world = new SuiteWorld(contents, scratch)) {
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
                    changes,
                    world.tree.memoryUsed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
