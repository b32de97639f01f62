package dev.wasmsandbox.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
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
        }
        assertThat(scratch.created).isEqualTo(memory > MAX_SIZE * 4 ? 0 : 1);
        content.discard();
        assertThat(storage.memoryUsed()).isZero();
        assertThat(scratch.open).isZero();
    }
}
