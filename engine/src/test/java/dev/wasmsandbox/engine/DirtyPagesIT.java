package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's word about written pages, in numbers around those in which it hands them over. */
class DirtyPagesIT {
    private static final int PAGE = NativeMemory.PAGE_BYTES;

    @ParameterizedTest
    @CsvSource({
        "SCAN, 511",
        "SCAN, 512",
        "SCAN, 513",
        "SCAN, 600",
        "SCAN, 677",
        "SCAN, 678",
        "SCAN, 679",
        "SCAN, 1024",
        "SCAN, 1400",
        "PAGEMAP, 600",
        "PAGEMAP, 2500",
        "COMPARE, 600"
    })
    void scattered_pages_are_found_once_and_in_order(ResetMethod method, int written) {
        long bytes = 2L * written * PAGE;
        int file = NativeMemory.memoryFile("wasm-sandbox-test", bytes);
        long image = NativeMemory.mapShared(bytes, file, false);
        long view = NativeMemory.reserve(bytes);
        long scratch = NativeMemory.reserve(DirtyPages.SCRATCH_BYTES);
        PageRuns runs = new PageRuns();
        try {
            NativeMemory.allowAccess(scratch, DirtyPages.SCRATCH_BYTES);
            NativeMemory.mapPrivate(view, bytes, file);
            for (int i = 0; i < written; i++) {
                NativeMemory.putByte(view + 2L * i * PAGE, (byte) 1);
            }

            assertThat(method.dirtyPages().orElseThrow().find(view, bytes, image, scratch, runs))
                    .isTrue();
        } finally {
            NativeMemory.unmap(scratch, DirtyPages.SCRATCH_BYTES);
            NativeMemory.unmap(view, bytes);
            NativeMemory.unmap(image, bytes);
            NativeMemory.closeFile(file);
        }
        assertThat(IntStream.range(0, runs.count()).map(runs::start))
                .containsExactlyElementsOf(
                        IntStream.range(0, written).map(i -> 2 * i).boxed().toList());
        assertThat(runs.pages()).isEqualTo(written);
    }
}
