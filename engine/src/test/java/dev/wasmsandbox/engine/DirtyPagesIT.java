package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(names = {"SCAN", "PAGEMAP"})
    void the_zero_page_in_the_place_of_a_page_of_a_file_counts_as_written(ResetMethod method) {
        long view = NativeMemory.reserve(8L * PAGE);
        long scratch = NativeMemory.reserve(DirtyPages.SCRATCH_BYTES);
        PageRuns runs = new PageRuns();
        try {
            NativeMemory.allowAccess(scratch, DirtyPages.SCRATCH_BYTES);
            NativeMemory.allowAccess(view, 8L * PAGE);
            assertThat(NativeMemory.isZero(view + 3L * PAGE, PAGE)).isTrue();

            // As deduplication leaves it (KSM with use_zero_pages), which no test can ask for.
            long image = view;
            assertThat(
                            method.dirtyPages()
                                    .orElseThrow()
                                    .find(view, 8L * PAGE, image, scratch, runs))
                    .isTrue();
        } finally {
            NativeMemory.unmap(scratch, DirtyPages.SCRATCH_BYTES);
            NativeMemory.unmap(view, 8L * PAGE);
        }
        assertThat(runs.count()).isEqualTo(1);
        assertThat(runs.start(0)).isEqualTo(3);
        assertThat(runs.pages()).isEqualTo(1);
    }
}
