package dev.wasmsandbox.core.process;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.run.Evidence;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker in the hands of an attacker that is given a run of an interpreter that lives on, and does its worst with that. */
final class RogueLiveWorker {
    /** More than a pipe takes without being read. */
    static final int LARGE_BYTES = 1 << 20;

    /** What the run goes on from. */
    static final SavedCheckpoint FROM = checkpoint(Language.of(RuntimeType.PYTHON), null, 1 << 20);

    /** What it does; each of these must cost it its life and the host nothing. */
    enum Deed {
        NOISE(link -> state(link, noise())),
        A_STATE_THAT_IS_CUT_SHORT(link -> state(link, Arrays.copyOf(honest(), 100))),
        A_STATE_WITH_A_CHANGED_BIT(link -> {
            byte[] bytes = honest();
            bytes[bytes.length - 3] ^= 1;
            state(link, bytes);
        }),
        BYTES_BEHIND_A_STATE(link -> state(link, Arrays.copyOf(honest(), honest().length + 1))),
        AN_EMPTY_PIECE(link -> link.send(new FromWorker.State(new byte[0]))),
        ENDLESS_STATE(link -> {
            while (true) {
                link.write(new FromWorker.State(new byte[Wire.PIECE]));
            }
        }),
        A_STATE_OF_THE_OTHER_LANGUAGE(link ->
                state(
                        link,
                        checkpoint(Language.of(RuntimeType.JAVASCRIPT), null, 1 << 20).toBytes())),
        A_STATE_OF_ANOTHER_BUILD(link ->
                state(
                        link,
                        checkpoint(Language.of(RuntimeType.PYTHON), "0".repeat(64), 1 << 20)
                                .toBytes())),
        A_STATE_WITH_MORE_MEMORY_THAN_ALLOWED(link ->
                state(
                        link,
                        checkpoint(
                                        Language.of(RuntimeType.PYTHON),
                                        null,
                                        MemorySnapshot.MAX_MEMORY_BYTES)
                                .toBytes())),
        AN_INCREMENT_TO_SOMETHING_ELSE(link -> {
            SavedCheckpoint other = checkpoint(Language.of(RuntimeType.PYTHON), null, 2 << 20);
            state(link, increment(FROM, other));
        }),
        A_STATE_WITH_METADATA(
                link -> state(link, FROM.withMetadata(Map.of("name", "value")).toBytes())),
        THE_STATE_OF_A_STOPPED_RUN(link -> {
            pieces(link, FROM.toBytes());
            link.send(
                    new FromWorker.Finished(
                            new Outcome.LimitReached(TrapReason.TIMEOUT, "late"),
                            1,
                            1,
                            Evidence.NONE,
                            false,
                            false));
        }),
        ASKING_TWICE(link -> {
            link.send(new FromWorker.ReadState());
            link.send(new FromWorker.ReadState());
            drain(link);
        }),
        ASKING_AND_NOT_READING(link -> link.send(new FromWorker.ReadState())),
        AN_END_BEHIND_A_STATE(link -> {
            pieces(link, FROM.toBytes());
            link.send(new FromWorker.Captured(Channel.STDOUT, new byte[1]));
            throw new UncheckedIOException(new IOException("dies"));
        });

        @SuppressWarnings("ImmutableEnumChecker") // code without state
        private final Consumer<HostLink> act;

        Deed(Consumer<HostLink> act) {
            this.act = act;
        }
    }

    private RogueLiveWorker() {}

    /** Starts one as a thread in place of a process. */
    static WorkerLauncher launcher(Deed deed) {
        return (_, _) -> new ThreadProcess((in, out) -> main(deed, in, out));
    }

    private static void main(Deed deed, InputStream in, OutputStream out) throws IOException {
        deed.act.accept(RogueWorker.takeRun(in, out));
        ThreadProcess.hang();
    }

    private static void state(HostLink link, byte[] bytes) {
        pieces(link, bytes);
        RogueWorker.end(link);
    }

    private static void pieces(HostLink link, byte[] bytes) {
        for (int position = 0; position < bytes.length; position += Wire.PIECE) {
            link.write(
                    new FromWorker.State(
                            Arrays.copyOfRange(
                                    bytes,
                                    position,
                                    Math.min(bytes.length, position + Wire.PIECE))));
        }
    }

    private static void drain(HostLink link) {
        try {
            while (true) {
                ToWorker _ = link.receive();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] noise() {
        byte[] bytes = new byte[10_000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** What an honest worker could send. */
    static byte[] honest() {
        return increment(FROM, FROM);
    }

    private static byte[] increment(SavedCheckpoint to, SavedCheckpoint base) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            to.writeTo(bytes, base);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static SavedCheckpoint checkpoint(
            Language language, @Nullable String build, long memoryBytes) {
        MemorySnapshot.Builder memory = MemorySnapshot.builder(memoryBytes);
        Random random = new Random(1);
        for (int page = 0; page < LARGE_BYTES / MemorySnapshot.PAGE_BYTES; page++) {
            byte[] blocks = new byte[MemorySnapshot.PAGE_BYTES];
            random.nextBytes(blocks);
            memory.add(page, -1, blocks);
        }
        InterpreterState state =
                new InterpreterState(
                        build == null ? language.bundle().buildHash() : build,
                        memory.build(),
                        WasiState.initial(),
                        1,
                        OptionalLong.empty());
        return new SavedCheckpoint(language.runtime(), state, Optional.empty(), Map.of());
    }
}
