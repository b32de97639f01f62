package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedFiles;
import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.FileEntry;
import dev.wasmsandbox.wasi.WasiState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checkpoints as increments to others, and the hash that does not depend on it. */
class CheckpointIncrementTest {
    private static final String BUILD = "ab".repeat(32);
    private static final int PAGES_PER_UNIT = 16;

    /** What a checkpoint of these tests is made of, so that one thing can be made different. */
    private record Parts(
            RuntimeType runtime,
            String build,
            MemorySnapshot memory,
            List<String> detached,
            long position,
            long clock,
            OptionalLong entropy,
            Map<String, String> files,
            Map<String, String> metadata) {
        SavedCheckpoint checkpoint() {
            List<WasiState.Open> open = new ArrayList<>(WasiState.initial().descriptors());
            List<FileEntry> contents = new ArrayList<>();
            for (String text : detached) {
                open.add(
                        new WasiState.Open(
                                open.size(),
                                new WasiState.Target.Detached(contents.size()),
                                7,
                                8,
                                0,
                                position));
                contents.add(new FileEntry(Blob.of(text.getBytes(UTF_8)), 5));
            }
            return new SavedCheckpoint(
                    runtime,
                    new InterpreterState(
                            build, memory, new WasiState(open, contents), clock, entropy),
                    Optional.of(savedFiles(files)),
                    metadata);
        }

        Parts with(MemorySnapshot other) {
            return new Parts(
                    runtime, build, other, detached, position, clock, entropy, files, metadata);
        }

        Parts withFiles(Map<String, String> others) {
            return new Parts(
                    runtime, build, memory, detached, position, clock, entropy, others, metadata);
        }
    }

    private static SavedFiles savedFiles(Map<String, String> files) {
        List<WorkspaceEntry> entries = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        TreeMap<String, KeptContent> contents = new TreeMap<>();
        new TreeMap<>(files)
                .forEach((path, text) -> {
                    KeptContent content = KeptContent.of(text.getBytes(UTF_8));
                    entries.add(WorkspaceEntry.file(path, content.size(), Instant.EPOCH));
                    hashes.add(content.hash());
                    contents.put(content.hash(), content);
                });
        return new SavedFiles(entries, hashes, contents);
    }

    private static MemorySnapshot memory(int units, int... pages) {
        MemorySnapshot.Builder memory = MemorySnapshot.builder(units * 65_536L);
        for (int page : pages) {
            byte[] blocks = new byte[64 * 2];
            blocks[0] = (byte) page;
            memory.add(page, 0b101, blocks);
        }
        return memory.build();
    }

    private static Parts parts() {
        return new Parts(
                RuntimeType.PYTHON,
                BUILD,
                memory(2, 1, 5, 9),
                List.of("gone", "gone too"),
                3,
                77,
                OptionalLong.of(4),
                Map.of("a", "text of a", "b", "text of b"),
                Map.of("k", "v"));
    }

    private static byte[] increment(Checkpoint checkpoint, Checkpoint base) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        checkpoint.writeTo(out, base);
        return out.toByteArray();
    }

    private static SavedCheckpoint read(byte[] bytes, Checkpoint base) throws IOException {
        return (SavedCheckpoint) Checkpoint.read(new ByteArrayInputStream(bytes), base);
    }

    private static void leadsTo(SavedCheckpoint base, SavedCheckpoint next) throws IOException {
        SavedCheckpoint back = read(increment(next, base), base);

        assertThat(back.contentHash()).isEqualTo(next.contentHash());
        assertThat(back.interpreter().memory()).isEqualTo(next.interpreter().memory());
        assertThat(back.interpreter().wasi().descriptors())
                .isEqualTo(next.interpreter().wasi().descriptors());
        assertThat(back.toBytes()).isEqualTo(next.toBytes());
        assertThat(back.files().map(SavedFiles::entries))
                .isEqualTo(next.files().map(SavedFiles::entries));
    }

    @Test
    void an_increment_and_its_base_are_the_checkpoint() throws IOException {
        SavedCheckpoint base = parts().checkpoint();
        List<Parts> others =
                List.of(
                        parts(),
                        parts().with(memory(2)),
                        parts().with(memory(2, 0, 1, 2, 5, 9, 31)),
                        parts().with(memory(1, 1, 5)),
                        parts().with(memory(5, 1, 79)),
                        parts().withFiles(Map.of()),
                        parts().withFiles(Map.of("a", "other text", "c", "text of b")),
                        new Parts(
                                RuntimeType.PYTHON,
                                BUILD,
                                memory(2, 1),
                                List.of("gone too", "new", "gone"),
                                9,
                                78,
                                OptionalLong.empty(),
                                Map.of("z", ""),
                                Map.of()));
        for (Parts other : others) {
            leadsTo(base, other.checkpoint());
            leadsTo(other.checkpoint(), base);
        }
        SavedCheckpoint withoutFiles =
                new SavedCheckpoint(
                        RuntimeType.PYTHON, base.interpreter(), Optional.empty(), Map.of());
        leadsTo(base, withoutFiles);
        leadsTo(withoutFiles, base);
    }

    @Test
    void random_memories_lead_to_each_other() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        SavedCheckpoint before = parts().with(random(random)).checkpoint();
        for (int round = 0; round < 300; round++) {
            SavedCheckpoint next = parts().with(random(random)).checkpoint();
            leadsTo(before, next);
            before = next;
        }
    }

    private static MemorySnapshot random(SplittableRandom random) {
        int units = 1 + random.nextInt(4);
        Set<Integer> pages = new HashSet<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            pages.add(random.nextInt(units * PAGES_PER_UNIT));
        }
        return memory(units, pages.stream().sorted().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void what_the_base_has_is_left_out() throws IOException {
        byte[] noise = new byte[200_000];
        new SplittableRandom(3).nextBytes(noise);
        MemorySnapshot.Builder large = MemorySnapshot.builder(64L * 65_536);
        MemorySnapshot.Builder changed = MemorySnapshot.builder(64L * 65_536);
        for (int page = 0; page < 40; page++) {
            byte[] blocks = Arrays.copyOfRange(noise, page * 4096, (page + 1) * 4096);
            large.add(page, -1L, blocks);
            byte[] other = blocks.clone();
            other[7] ^= (byte) (page == 20 ? 1 : 0);
            changed.add(page, -1L, other);
        }
        String text = new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1);
        Parts before = parts().with(large.build()).withFiles(Map.of("a", text));
        Parts after = parts().with(changed.build()).withFiles(Map.of("a", text, "b", text));

        byte[] whole = before.checkpoint().toBytes();
        byte[] increment = increment(after.checkpoint(), before.checkpoint());

        assertThat(whole.length).isGreaterThan(300_000);
        assertThat(increment.length).isLessThan(4096 + 1_000);
    }

    @Test
    void an_increment_needs_its_own_base() throws IOException {
        SavedCheckpoint base = parts().checkpoint();
        SavedCheckpoint other = base.withMetadata(Map.of());
        byte[] bytes = increment(parts().with(memory(2, 3)).checkpoint(), base);

        assertThat(CheckpointTest.refused(bytes))
                .hasMessageContaining("increment to checkpoint " + base.contentHash())
                .extracting(CheckpointException::code)
                .isEqualTo(ErrorCode.CHECKPOINT_MISMATCH);
        assertThatThrownBy(() -> read(bytes, other))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("increment to checkpoint " + base.contentHash())
                .hasMessageContaining("the base that was given is " + other.contentHash());
        assertThat(read(base.toBytes(), other).contentHash()).isEqualTo(base.contentHash());
        InterpreterState state = base.interpreter();
        SavedCheckpoint foreign =
                new SavedCheckpoint(
                        RuntimeType.PYTHON,
                        new InterpreterState(
                                "cd".repeat(32),
                                state.memory(),
                                state.wasi(),
                                state.clockNanos(),
                                state.entropy()),
                        base.files(),
                        base.metadata());
        assertThatThrownBy(() -> increment(base, foreign))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("another language or build");
    }

    @Test
    void damaged_increments_are_refused() throws IOException {
        SavedCheckpoint base = parts().checkpoint();
        SavedCheckpoint next =
                parts().with(memory(3, 2, 5, 40)).withFiles(Map.of("a", "new")).checkpoint();
        byte[] bytes = increment(next, base);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertThat(read(damaged, base).contentHash()).isEqualTo(next.contentHash());
            } catch (CheckpointException e) {
                assertThat(e.code())
                        .isIn(ErrorCode.INVALID_CHECKPOINT, ErrorCode.CHECKPOINT_MISMATCH);
            }
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut, base)).isInstanceOf(CheckpointException.class);
        }
    }

    @Test
    void whatever_differs_gives_another_hash_and_nothing_else_does() throws Exception {
        Parts p = parts();
        List<Parts> different =
                List.of(
                        p,
                        p.with(memory(3, 1, 5, 9)),
                        p.with(memory(2, 1, 5)),
                        p.with(memory(2, 1, 5, 10)),
                        p.withFiles(Map.of("a", "text of a")),
                        p.withFiles(Map.of("a", "text of a", "b", "text of c")),
                        p.withFiles(Map.of("a", "text of a", "c", "text of b")),
                        new Parts(
                                RuntimeType.JAVASCRIPT,
                                p.build,
                                p.memory,
                                p.detached,
                                p.position,
                                p.clock,
                                p.entropy,
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                "cd".repeat(32),
                                p.memory,
                                p.detached,
                                p.position,
                                p.clock,
                                p.entropy,
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                p.build,
                                p.memory,
                                List.of("gone", "gone two"),
                                p.position,
                                p.clock,
                                p.entropy,
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                p.build,
                                p.memory,
                                List.of("gone"),
                                p.position,
                                p.clock,
                                p.entropy,
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                p.build,
                                p.memory,
                                p.detached,
                                4,
                                p.clock,
                                p.entropy,
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                p.build,
                                p.memory,
                                p.detached,
                                p.position,
                                78,
                                p.entropy,
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                p.build,
                                p.memory,
                                p.detached,
                                p.position,
                                p.clock,
                                OptionalLong.empty(),
                                p.files,
                                p.metadata),
                        new Parts(
                                p.runtime,
                                p.build,
                                p.memory,
                                p.detached,
                                p.position,
                                p.clock,
                                p.entropy,
                                p.files,
                                Map.of("k", "w")));
        Set<String> hashes = new HashSet<>();
        for (Parts each : different) {
            assertThat(hashes.add(each.checkpoint().contentHash())).as(each.toString()).isTrue();
            assertThat(each.checkpoint().contentHash()).isEqualTo(each.checkpoint().contentHash());
            assertThat(Checkpoint.of(each.checkpoint().toBytes()).contentHash())
                    .isEqualTo(each.checkpoint().contentHash());
        }
    }
}
