package dev.wasmsandbox.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Written contents against a plain array. */
class FileContentTest {

    private static final int MAX_SIZE = 5 * FileContent.PAGE_BYTES;

    @ParameterizedTest
    @CsvSource({"1, 10000000", "2, 10000000", "3, 400000", "4, 400000", "5, 1000"})
    void behaves_like_an_array(long seed, long memory) throws IOException {
        Random random = new Random(seed);
        FakeScratch scratch = new FakeScratch();
        Storage storage = new Storage(new TreeLimits(1 << 30, 10, 10, memory), scratch);
        byte[] base = new byte[3 * FileContent.PAGE_BYTES - 100];
        random.nextBytes(base);
        FileContent content = new FileContent(storage, Blob.of(base.clone()), Long.MAX_VALUE);
        byte[] model = base;
        for (int step = 0; step < 400; step++) {
            if (random.nextInt(6) == 0) {
                model = Arrays.copyOf(model, random.nextInt(MAX_SIZE));
                content.resize(model.length);
            } else {
                byte[] piece =
                        new byte
                                [random.nextInt(4) == 0
                                        ? random.nextInt(100_000)
                                        : random.nextInt(50)];
                random.nextBytes(piece);
                int position = random.nextInt(MAX_SIZE);
                if (piece.length > 0) {
                    model = Arrays.copyOf(model, Math.max(model.length, position + piece.length));
                    System.arraycopy(piece, 0, model, position, piece.length);
                    content.write(position, piece, 0, piece.length);
                }
            }
            int from = random.nextInt(model.length + 1);
            int length = random.nextInt(model.length - from + 1);
            byte[] read = new byte[length];
            content.read(from, read, 0, length);
            assertThat(content.size()).isEqualTo(model.length);
            assertThat(read).isEqualTo(Arrays.copyOfRange(model, from, from + length));
            assertThat(storage.memoryUsed()).isBetween(0L, memory);
            byte[] whole = new byte[model.length];
            Blob snapshot = content.snapshot();
            snapshot.read(0, whole, 0, whole.length);
            assertThat(snapshot.size()).isEqualTo(model.length);
            assertThat(whole).isEqualTo(model);
        }
        assertThat(scratch.created).isEqualTo(memory > MAX_SIZE * 4 ? 0 : 1);
        content.discard();
        assertThat(storage.memoryUsed()).isZero();
        assertThat(storage.nodesUsed()).isZero();
        assertThat(scratch.open).isZero();
    }

    /** Whoever overwrites a little of a huge file must not make the host copy all of it at once. */
    @Test
    void moving_to_scratch_copies_only_what_was_written() throws IOException {
        FakeScratch scratch = new FakeScratch();
        Storage storage = new Storage(new TreeLimits(1L << 40, 10, 10, 300_000), scratch);
        FileContent content = new FileContent(storage, new Pattern(100L << 20), Long.MAX_VALUE);
        byte[] page = new byte[FileContent.PAGE_BYTES];
        Arrays.fill(page, (byte) 'x');
        for (int i = 0; i < 3; i++) {
            content.write((long) i * FileContent.PAGE_BYTES, page, 0, page.length);
        }
        content.write((50L << 20) + 3, new byte[] {'y'}, 0, 1);

        assertThat(scratch.created).isEqualTo(1);
        assertThat(scratch.written).isLessThan(6 * FileContent.PAGE_BYTES);
        byte[] seen = new byte[8];
        content.read(50L << 20, seen, 0, 8);
        assertThat(seen).containsExactly(0, 1, 2, 'y', 4, 5, 6, 7);
        assertThat(content.snapshot()).isSameAs(content);
        content.resize(3L * FileContent.PAGE_BYTES);
        assertThat(content.snapshot()).isInstanceOf(ScratchFile.class);
    }

    @Test
    void a_write_that_does_not_fit_tells_how_much_did() throws IOException {
        Storage storage = new Storage(new TreeLimits(1 << 30, 10, 10, 70_000), Scratch.none());
        FileContent content = new FileContent(storage, Blob.of(new byte[0]), Long.MAX_VALUE);

        assertThat(content.write(FileContent.PAGE_BYTES - 10L, new byte[60_000], 0, 60_000))
                .isEqualTo(10);
        assertThat(content.size()).isEqualTo(FileContent.PAGE_BYTES);
    }

    /** Bytes that are their own position. */
    private record Pattern(long size) implements Blob {
        @Override
        public void read(long position, byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) ((position + i) % FileContent.PAGE_BYTES);
            }
        }
    }
}
