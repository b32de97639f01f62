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
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of checkpoints in bytes: complete, bounded, and safe to read whatever it is. */
class CheckpointTest {
    private static final String BUILD = "ab".repeat(32);

    static Checkpoint sample() throws Exception {
        byte[] first = new byte[64];
        first[5] = 9;
        byte[] second = new byte[4096];
        Arrays.fill(second, (byte) 3);
        MemorySnapshot memory =
                MemorySnapshot.builder(4 * 65_536)
                        .add(2, 1L << 63, first)
                        .add(40, -1L, second)
                        .build();
        List<WasiState.Open> open = new ArrayList<>(WasiState.initial().descriptors());
        open.add(new WasiState.Open(5, new WasiState.Target.File("/app/ü.txt"), 7, 8, 1, 9));
        open.add(new WasiState.Open(6, new WasiState.Target.Folder("/app"), 7, 8, 0, 0));
        open.add(new WasiState.Open(7, new WasiState.Target.Detached(0), 7, 8, 0, 1L << 40));
        open.add(new WasiState.Open(8, new WasiState.Target.RemovedFolder(), 7, 8, 0, 0));
        open.add(new WasiState.Open(9, new WasiState.Target.Lost(), 7, 8, 0, 0));
        WasiState wasi =
                new WasiState(open, List.of(new FileEntry(Blob.of("gone".getBytes(UTF_8)), 1234)));
        return new SavedCheckpoint(
                RuntimeType.PYTHON,
                new InterpreterState(BUILD, memory, wasi, 77, OptionalLong.of(-5)),
                Optional.of(files()),
                Map.of("name", "ä value", "empty", ""));
    }

    private static SavedFiles files() throws Exception {
        KeptContent content = KeptContent.of("content".getBytes(UTF_8));
        String hash = content.hash();
        Instant time = Instant.parse("2026-02-03T04:05:06.000000007Z");
        return new SavedFiles(
                List.of(
                        WorkspaceEntry.file("a", 7, time),
                        WorkspaceEntry.directory("d", Instant.EPOCH),
                        WorkspaceEntry.file("d/b", 7, time),
                        WorkspaceEntry.link("l", "d/b", Instant.EPOCH)),
                List.of(hash, "", hash, ""),
                new TreeMap<>(Map.of(hash, content)));
    }

    static CheckpointException refused(byte[] bytes) {
        try {
            Checkpoint read = Checkpoint.of(bytes);
            throw new AssertionError("was read: " + read);
        } catch (CheckpointException e) {
            return e;
        }
    }

    @Test
    void everything_comes_back() throws Exception {
        Checkpoint before = sample();

        SavedCheckpoint after = (SavedCheckpoint) Checkpoint.of(before.toBytes());

        assertThat(after.contentHash()).isEqualTo(before.contentHash());
        assertThat(after.toBytes()).isEqualTo(before.toBytes());
        assertThat(after.runtime()).isEqualTo(RuntimeType.PYTHON);
        assertThat(after.buildHash()).isEqualTo(BUILD);
        assertThat(after.memoryBytes()).isEqualTo(4 * 65_536);
        assertThat(after.metadata()).isEqualTo(Map.of("name", "ä value", "empty", ""));
        assertThat(after.hasFiles()).isTrue();
        assertThat(after.interpreter().memory())
                .isEqualTo(((SavedCheckpoint) before).interpreter().memory());
        assertThat(after.interpreter().wasi().descriptors())
                .isEqualTo(((SavedCheckpoint) before).interpreter().wasi().descriptors());
        assertThat(after.interpreter().entropy()).hasValue(-5);
        assertThat(after.files().orElseThrow().entries())
                .isEqualTo(((SavedCheckpoint) before).files().orElseThrow().entries());
    }

    @Test
    void a_content_that_many_files_have_is_there_once() throws Exception {
        assertThat(
                        ((SavedCheckpoint) Checkpoint.of(sample().toBytes()))
                                .files()
                                .orElseThrow()
                                .contents())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "long"})
    void a_link_that_no_guest_could_have_made_is_refused(String kind) {
        String target = kind.equals("long") ? "x".repeat(4_096) : kind;
        List<WorkspaceEntry> link = List.of(WorkspaceEntry.link("l", target, Instant.EPOCH));

        // The reader makes the same value of what it read.
        assertThatThrownBy(() -> new SavedFiles(link, List.of(""), new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("link 0");
    }

    @Test
    void metadata_are_the_callers_own() throws Exception {
        Checkpoint named = sample().withMetadata(Map.of("k", "v"));

        assertThat(Checkpoint.of(named.toBytes()).metadata()).isEqualTo(Map.of("k", "v"));
        assertThatThrownBy(() -> named.withMetadata(Map.of("k", "v".repeat(65_536))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("65535");
        assertThat(named.withMetadata(Map.of("k", "v".repeat(65_535))).metadata()).hasSize(1);
    }

    @Test
    void a_checkpoint_ends_where_it_ends() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        sample().writeTo(out);
        sample().withMetadata(Map.of()).writeTo(out);
        out.write(42);
        InputStream in = new ByteArrayInputStream(out.toByteArray());

        assertThat(Checkpoint.read(in).metadata()).hasSize(2);
        assertThat(Checkpoint.read(in).metadata()).isEmpty();
        assertThat(in.read()).isEqualTo(42);
    }

    @Test
    void every_flipped_bit_is_noticed_or_changes_nothing() throws Exception {
        Checkpoint original = sample();
        byte[] bytes = original.toBytes();
        int noticed = 0;
        for (int i = 0; i < bytes.length * 8; i++) {
            byte[] damaged = bytes.clone();
            damaged[i / 8] ^= (byte) (1 << (i % 8));
            try {
                // There is more than one way to say the same in compressed form: a run of zeros may
                // be
                // copied from here or there.
                assertThat(Checkpoint.of(damaged).contentHash()).isEqualTo(original.contentHash());
            } catch (CheckpointException e) {
                // One bit says that it is an increment.
                assertThat(e.code())
                        .isIn(ErrorCode.INVALID_CHECKPOINT, ErrorCode.CHECKPOINT_MISMATCH);
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(bytes.length * 7);
    }

    @Test
    void every_shorter_one_is_refused() throws Exception {
        byte[] bytes = sample().toBytes();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(refused(Arrays.copyOf(bytes, length)).code())
                    .isEqualTo(ErrorCode.INVALID_CHECKPOINT);
        }
    }

    @Test
    void random_bytes_behind_a_good_beginning_are_refused() throws Exception {
        byte[] bytes = sample().toBytes();
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 2_000; round++) {
            byte[] forged = Arrays.copyOf(bytes, bytes.length + random.nextInt(100));
            int from = random.nextInt(bytes.length - 32);
            byte[] noise = new byte[forged.length - from];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, forged, from, noise.length);

            assertThat(refused(forged).code())
                    .isIn(ErrorCode.INVALID_CHECKPOINT, ErrorCode.CHECKPOINT_MISMATCH);
        }
    }

    @Test
    void other_formats_and_languages_are_named() throws Exception {
        byte[] version = sample().toBytes();
        version[9] = 7;
        byte[] language = sample().toBytes();
        language[14] = 'j';

        assertThat(refused("hello".getBytes(UTF_8))).hasMessageContaining("cut short");
        assertThat(refused("hello, world".getBytes(UTF_8)))
                .hasMessageContaining("does not begin like a checkpoint");
        assertThat(refused(version))
                .hasMessageContaining("its format is 7; this version reads format 2");
        assertThat(refused(language)).hasMessageContaining("unknown language");
    }

    @Test
    void it_holds_no_more_than_its_reader_wants() throws Exception {
        byte[] bytes = sample().toBytes();
        int size = 0;
        while (!fits(bytes, size)) {
            size++;
        }

        assertThat(size).isBetween(4096 + 64 + 7, 6_000);
        int tooSmall = size - 1;
        assertThatThrownBy(() -> Checkpoint.read(new ByteArrayInputStream(bytes), tooSmall))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("more than " + tooSmall + " bytes");
    }

    private static boolean fits(byte[] bytes, int size) throws IOException {
        try {
            Checkpoint _ = Checkpoint.read(new ByteArrayInputStream(bytes), size);
            return true;
        } catch (CheckpointException e) {
            return false;
        }
    }

    /** A count costs nothing before the bytes behind it have come: a bomb of zeros ends at the bound. */
    @Test
    void a_bomb_ends_at_the_bound() throws Exception {
        byte[] good = sample().toBytes();
        int header = 8 + 2 + 4 + "python".length() + 32 + 1;
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DataOutputStream body = new DataOutputStream(new DeflaterOutputStream(deflated))) {
            body.writeInt(0); // metadata
            body.writeLong(0);
            body.writeBoolean(false);
            body.writeLong(0);
            body.writeLong(65_536);
            body.writeInt(0); // pages
            body.writeInt(1); // contents
            body.writeLong(0);
            body.writeByte(0);
            body.writeInt(Integer.MAX_VALUE - 100);
            for (int i = 0; i < 1_000; i++) {
                body.write(new byte[100_000]);
            }
        }
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bomb);
        out.write(good, 0, header);
        byte[] compressed = deflated.toByteArray();
        for (int at = 0; at < compressed.length; at += 65_536) {
            int length = Math.min(65_536, compressed.length - at);
            out.writeInt(length);
            out.write(compressed, at, length);
        }
        out.writeInt(0);
        out.write(new byte[32]);

        assertThatThrownBy(() ->
                        Checkpoint.read(new ByteArrayInputStream(bomb.toByteArray()), 1 << 20))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("more than 1048576 bytes");
        assertThat(refused(bomb.toByteArray())).hasMessageContaining("cut short");
    }

    @Test
    void a_failing_stream_is_not_the_checkpoints_fault() {
        InputStream failing =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk on fire");
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new IOException("disk on fire");
                    }
                };

        assertThatThrownBy(() -> Checkpoint.read(failing))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("disk on fire");
    }
}
