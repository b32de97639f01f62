package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.wasi.Trees.Mounted;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.Clocks;
import dev.wasmsandbox.wasi.Errno;
import dev.wasmsandbox.wasi.ProcessExit;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.Usage;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiFunction;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A real guest and the model's, which get the same calls. */
final class WasiPair implements AutoCloseable {
    private static final long START = 1_700_000_000_000_000_000L;
    private static final long TICK = 5 * ModelProcess.RESOLUTION;
    private static final int MAX_OUTPUT = 1 << 20;
    private static final Surroundings SURROUNDINGS =
            new Surroundings(List.of("guest", "", "é"), Map.of("NAME", "value"), 12);

    private final ArrayMemory memory = new ArrayMemory(CallMaker.MEMORY_BYTES);
    private final ScratchArrays scratch = new ScratchArrays();
    private final CappedOutput out = new CappedOutput(MAX_OUTPUT);
    private final CappedOutput err = new CappedOutput(MAX_OUTPUT);
    private final StillClocks clocks = new StillClocks();
    private final List<Mounted> mounts;
    private final Tree tree;
    private final WasiPreview1 real;
    private final ModelGuest guest;
    private final ModelWasi model;
    private final Map<Mounted, ModelNode> mounted = new HashMap<>();
    private final Map<ModelNode, Long> inodes = new HashMap<>();
    private final Map<Long, ModelNode> nodes = new HashMap<>();
    private final List<WasiCall> calls = new ArrayList<>();

    /** Clocks that stand still during a call, and remember how long somebody wanted to sleep. */
    private static final class StillClocks implements Clocks {
        private long now = START;
        private long slept;

        @Override
        public long realtimeNanos() {
            return now + 7;
        }

        @Override
        public long monotonicNanos() {
            return now + 7;
        }

        @Override
        public void sleep(long nanos) {
            slept += nanos;
        }
    }

    WasiPair(List<Mounted> mounts) throws IOException {
        this.mounts = mounts;
        guest = new ModelGuest(CallMaker.MEMORY_BYTES, SURROUNDINGS, Trees.LIMITS);
        model = new ModelWasi(guest);
        Tree.Builder builder = Tree.builder().limits(Trees.LIMITS).scratch(scratch);
        for (Mounted mount : mounts) {
            builder.mount(mount.path(), mount.content(), mount.access());
            mounted.put(mount, guest.tree.mount(mount.path(), mount.content(), mount.access()));
        }
        tree = builder.build();
        real =
                new WasiPreview1(
                        tree,
                        WasiConfig.builder()
                                .arguments(SURROUNDINGS.arguments())
                                .environment(SURROUNDINGS.environment())
                                .maxOpenFiles(SURROUNDINGS.maxOpenFiles())
                                .clocks(clocks)
                                .entropy((target, offset, length) ->
                                        Arrays.fill(
                                                target, offset, offset + length, RandomByte.VALUE))
                                .standardOutput(out)
                                .standardError(err)
                                .build());
    }

    /** Writes into both memories. */
    void put(int address, byte[] bytes) {
        memory.write(address, bytes, 0, bytes.length);
        guest.memory.write(address, bytes);
    }

    /** Makes a call on both, and compares. */
    void call(WasiCall call) {
        calls.add(call);
        clocks.now += TICK;
        guest.now = clocks.now;
        Set<Errno> expected = model.call(call.function(), call);
        int code;
        try {
            code = call.function().call(real, memory, call);
            check(call.function() != WasiFunction.PROC_EXIT, "proc_exit came back");
        } catch (ProcessExit e) {
            check(
                    call.function() == WasiFunction.PROC_EXIT && e.code() == call.i32(0),
                    "an exit with code " + e.code());
            code = 0;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(failure("threw " + e), e);
        }
        int answer = code;
        check(
                expected.stream().anyMatch(error -> error.code() == answer),
                "answered " + name(code) + ", expected " + expected);
        compareInodes();
        int different = Arrays.mismatch(memory.bytes, guest.memory.bytes);
        if (different >= 0) {
            throw new AssertionError(
                    failure(
                            "left %#x in the memory at %#x, expected %#x"
                                    .formatted(
                                            memory.bytes[different],
                                            different,
                                            guest.memory.bytes[different])));
        }
        Usage used = tree.used();
        ModelTree.Used counted = guest.tree.used();
        check(
                used.bytes() == counted.bytes() && used.entries() == counted.entries(),
                "makes " + used + ", expected " + counted);
        check(clocks.slept == guest.slept, "slept " + clocks.slept + ", not " + guest.slept);
    }

    private static String name(int code) {
        return Arrays.stream(Errno.values())
                .filter(errno -> errno.code() == code)
                .map(Errno::name)
                .findFirst()
                .orElse("error " + code);
    }

    /** A number may be any, but each file has one, and always the same. */
    private void compareInodes() {
        for (ModelMemory.Inode inode : guest.memory.inodes) {
            for (int i = 0; i < Long.BYTES; i++) {
                if (inode.isThere(i)) {
                    guest.memory.bytes[inode.address + i] = memory.bytes[inode.address + i];
                }
            }
            if (inode.isWhole()) {
                long number = memory.longAt(inode.address);
                Long known = inodes.putIfAbsent(inode.node, number);
                check(
                        known == null || known == number,
                        "shows inode " + number + ", before it was " + known);
                ModelNode other = nodes.putIfAbsent(number, inode.node);
                check(
                        other == null || other == inode.node,
                        "shows inode " + number + ", which another file has");
            }
        }
        guest.memory.inodes.clear();
    }

    /** Compares what is left: streams, and what would be committed. */
    void finish() throws IOException {
        check(Arrays.equals(out.toByteArray(), guest.out.toByteArray()), "the output differs");
        check(
                Arrays.equals(err.toByteArray(), guest.err.toByteArray()),
                "the error output differs");
        for (Mounted mount : mounts) {
            Map<String, String> expected =
                    Commit.contents(Objects.requireNonNull(mounted.get(mount)));
            Map<String, String> committed =
                    Commit.committed(
                            mount.content(), tree.mount(mount.path()).orElseThrow().changes());
            Commit.withoutCovered(mount, mounts).forEach(committed::remove);
            check(
                    committed.equals(expected),
                    "the commit of "
                            + mount.path()
                            + " gives "
                            + committed
                            + ", expected "
                            + expected);
        }
    }

    @Override
    public void close() {
        real.close();
        tree.close();
        check(scratch.open() == 0, scratch.open() + " scratch files are left");
    }

    private void check(boolean condition, String problem) {
        if (!condition) {
            throw new AssertionError(failure(problem));
        }
    }

    private String failure(String problem) {
        int first = Math.max(0, calls.size() - 40);
        StringBuilder text = new StringBuilder(problem).append("; the last calls were:");
        for (WasiCall call : calls.subList(first, calls.size())) {
            text.append("\n  ").append(call);
            text.append(WasiCallText.paths(call, memory));
        }
        return text.toString();
    }
}
