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
    private static final class Parts {
        private RuntimeType runtime = RuntimeType.PYTHON;
        private String build = BUILD;
        private MemorySnapshot memory = CheckpointIncrementTest.memory(2, 1, 5, 9);
        private List<String> detached = List.of("gone", "gone too");
        private long position = 3;
        private long clock = 77;
        private OptionalLong entropy = OptionalLong.of(4);
        private Map<String, String> files = Map.of("a", "text of a", "b", "text of b");
        private Map<String, String> metadata = Map.of("k", "v");

        Parts runtime(RuntimeType other) {
            runtime = other;
            return this;
        }

        Parts build(String other) {
            build = other;
            return this;
        }

        Parts memory(MemorySnapshot other) {
            memory = other;
            return this;
        }

        Parts detached(String... others) {
            detached = List.of(others);
            return this;
        }

        Parts position(long other) {
            position = other;
            return this;
        }

        Parts clock(long other) {
            clock = other;
            return this;
        }

        Parts withoutEntropy() {
            entropy = OptionalLong.empty();
            return this;
        }

        Parts files(Map<String, String> others) {
            files = others;
            return this;
        }

        Parts metadata(Map<String, String> others) {
            metadata = others;
            return this;
        }

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
        return new Parts();
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
                        parts().memory(memory(2)),
                        parts().memory(memory(2, 0, 1, 2, 5, 9, 31)),
                        parts().memory(memory(1, 1, 5)),
                        parts().memory(memory(5, 1, 79)),
                        parts().files(Map.of()),
                        parts().files(Map.of("a", "other text", "c", "text of b")),
                        parts().memory(memory(2, 1))
                                .detached("gone too", "new", "gone")
                                .position(9)
                                .clock(78)
                                .withoutEntropy()
                                .files(Map.of("z", ""))
                                .metadata(Map.of()));
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
        SavedCheckpoint before = parts().memory(random(random)).checkpoint();
        for (int round = 0; round < 300; round++) {
            SavedCheckpoint next = parts().memory(random(random)).checkpoint();
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
        Parts before = parts().memory(large.build()).files(Map.of("a", text));
        Parts after = parts().memory(changed.build()).files(Map.of("a", text, "b", text));

        byte[] whole = before.checkpoint().toBytes();
        byte[] increment = increment(after.checkpoint(), before.checkpoint());

        assertThat(whole.length).isGreaterThan(300_000);
        assertThat(increment.length).isLessThan(4096 + 1_000);
    }

    @Test
    void an_increment_needs_its_own_base() throws IOException {
        SavedCheckpoint base = parts().checkpoint();
        SavedCheckpoint other = base.withMetadata(Map.of());
        byte[] bytes = increment(parts().memory(memory(2, 3)).checkpoint(), base);

        assertThat(CheckpointTest.refused(bytes))
                .hasMessageContaining("increment to checkpoint " + base.contentHash())
                .extracting(CheckpointException::code)
                .isEqualTo(ErrorCode.CHECKPOINT_MISMATCH);
        assertThatThrownBy(() -> read(bytes, other))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("increment to checkpoint " + base.contentHash())
                .hasMessageContaining("the base that was given is " + other.contentHash());
        assertThat(read(base.toBytes(), other).contentHash()).isEqualTo(base.contentHash());
        SavedCheckpoint foreign = parts().build("cd".repeat(32)).checkpoint();
        assertThatThrownBy(() -> increment(base, foreign))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("another language or build");
    }

    @Test
    void damaged_increments_are_refused() throws IOException {
        SavedCheckpoint base = parts().checkpoint();
        SavedCheckpoint next =
                parts().memory(memory(3, 2, 5, 40)).files(Map.of("a", "new")).checkpoint();
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
        List<Parts> different =
                List.of(
                        parts(),
                        parts().memory(memory(3, 1, 5, 9)),
                        parts().memory(memory(2, 1, 5)),
                        parts().memory(memory(2, 1, 5, 10)),
                        parts().files(Map.of("a", "text of a")),
                        parts().files(Map.of("a", "text of a", "b", "text of c")),
                        parts().files(Map.of("a", "text of a", "c", "text of b")),
                        parts().runtime(RuntimeType.JAVASCRIPT),
                        parts().build("cd".repeat(32)),
                        parts().detached("gone", "gone two"),
                        parts().detached("gone"),
                        parts().position(4),
                        parts().clock(78),
                        parts().withoutEntropy(),
                        parts().metadata(Map.of("k", "w")));
        Set<String> hashes = new HashSet<>();
        for (Parts each : different) {
            assertThat(hashes.add(each.checkpoint().contentHash()))
                    .as("number %d", hashes.size())
                    .isTrue();
            assertThat(each.checkpoint().contentHash()).isEqualTo(each.checkpoint().contentHash());
            assertThat(Checkpoint.of(each.checkpoint().toBytes()).contentHash())
                    .isEqualTo(each.checkpoint().contentHash());
        }
    }
}
