package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slot shows its image again after each reset, whether that looked at all pages or only at those that it remembers. */
class SlotIT {
    private static final int PAGE = NativeMemory.PAGE_BYTES;
    private static final int PAGES = 2048;
    private static final long LIMIT = 4L * PAGES * PAGE;

    @TempDir private static Path folder;

    private static MemoryImage image;

    private final List<Slot> slots = new ArrayList<>();

    @BeforeAll
    static void make_an_image() {
        image = PatternImage.make(folder, PAGES);
    }

    @AfterEach
    void unmap() {
        slots.forEach(Slot::unmap);
    }

    @Test
    void the_count_of_page_faults_is_trusted_here() {
        assertThat(FaultWatch.works()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"SCAN", "PAGEMAP"})
    void pages_of_an_earlier_run_are_clean_without_another_scan(ResetMethod method) {
        Slot slot = slot(method);
        for (int run = 0; run < 100; run++) {
            run(slot, 5, 6, 7, 900);
        }

        // The virtual machine has page faults of its own, but not in each of these.
        assertThat(slot.scans()).isBetween(1L, 90L);
    }

    @ParameterizedTest
    @EnumSource(names = "COPY", mode = EnumSource.Mode.EXCLUDE)
    void a_page_that_only_a_later_run_writes_is_found(ResetMethod method) {
        Slot slot = slot(method);
        for (int page = 0; page < 300; page++) {
            run(slot, 5, 6, 7);
            run(slot, 5, 3 * page + 20);
            run(slot, 5);
        }
    }

    @Test
    void a_page_written_as_it_was_and_then_otherwise_is_found() {
        for (ResetMethod method : List.of(ResetMethod.SCAN, ResetMethod.COMPARE)) {
            Slot slot = slot(method);
            // Private from now on, but nothing shows.
            run(slot, at -> NativeMemory.putByte(at + 9 * PAGE, (byte) 0), false);
            for (int run = 0; run < 20; run++) {
                run(slot, 5);
                run(slot, 9);
            }
        }
    }

    @Test
    void a_page_written_by_a_system_call_is_found() {
        Slot slot = slot(ResetMethod.SCAN);
        long wanted = 3L * PAGE;
        for (int page = 10; page < 100; page += 4) {
            int target = page;
            run(slot, 5);
            run(
                    slot,
                    at -> {
                        long read =
                                NativeMemory.readAt(
                                        image.file(), at + (long) target * PAGE, wanted, 101);
                        assertThat(read).isEqualTo(wanted);
                    },
                    true);
        }
    }

    @Test
    void a_page_written_by_another_thread_is_found_when_that_is_told() {
        pagesWrittenElsewhereAreFound(Slot::writtenElsewhere);
    }

    @Test
    void a_slot_that_moves_between_threads_is_looked_over() {
        pagesWrittenElsewhereAreFound(Slot::beginRun);
    }

    /** Other threads write, each after it has told the slot so. */
    private void pagesWrittenElsewhereAreFound(Consumer<Slot> told) {
        Slot slot = slot(ResetMethod.SCAN);
        for (int page = 20; page < 120; page++) {
            long offset = (long) page * PAGE;
            run(slot, 5);
            run(
                    slot,
                    at ->
                            elsewhere(() -> {
                                told.accept(slot);
                                NativeMemory.putInt(at + offset, -1);
                            }),
                    true);
        }
    }

    @Test
    void a_slot_that_ends_on_another_thread_is_looked_over() {
        Slot slot = slot(ResetMethod.SCAN);
        for (int page = 20; page < 60; page++) {
            slot.begin(LIMIT);
            long scans = slot.scans();
            NativeMemory.putInt(slot.address() + (long) page * PAGE, -1);

            elsewhere(() -> assertThat(slot.reset()).isTrue());

            assertThat(slot.scans()).isEqualTo(scans + 1);
            assertThat(slot.isClean()).isTrue();
        }
    }

    @Test
    void a_slot_of_a_virtual_thread_is_looked_over() throws Exception {
        Slot slot = slot(ResetMethod.SCAN);
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int run = 0; run < 20; run++) {
                                run(slot, 5, 20 + run);
                            }
                        });
        thread.join();

        assertThat(slot.scans()).isEqualTo(20);
        assertThat(slot.isClean()).isTrue();
    }

    @Test
    void what_another_thread_tells_late_counts_for_the_next_reset() {
        Slot slot = slot(ResetMethod.SCAN);
        run(slot, 5);
        slot.writtenElsewhere();
        long scans = slot.scans();

        run(slot, 5);

        assertThat(slot.scans()).isEqualTo(scans + 1);
    }

    @ParameterizedTest
    @EnumSource(names = "COPY", mode = EnumSource.Mode.EXCLUDE)
    void grown_memory_is_gone_and_zero_when_it_is_grown_again(ResetMethod method) {
        Slot slot = slot(method);
        for (int pages : new int[] {16, 32, 160, 320, 480, 16, 320}) {
            run(slot, 5);
            run(
                    slot,
                    at -> {
                        long end = (long) PAGES * PAGE;
                        long grown = (long) pages * PAGE;
                        assertThat(slot.grow(end + grown)).isTrue();
                        assertThat(NativeMemory.isZero(at + end, grown)).isTrue();
                        for (int page = 0; page < pages; page++) {
                            NativeMemory.putLong(at + end + (long) page * PAGE, -1);
                        }
                        NativeMemory.putInt(at + 77L * PAGE, -1);
                    },
                    true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "COPY", mode = EnumSource.Mode.EXCLUDE)
    void more_pages_than_are_copied_are_given_back_and_found_again(ResetMethod method) {
        Slot slot = slot(method);
        for (int pages : new int[] {1023, 1024, 1025, 1400, 3, 1025, 10, 10}) {
            run(slot, at -> write(at, 0, pages), true);
        }
    }

    @Test
    void pages_that_runs_no_longer_change_are_given_back() {
        Slot slot = slot(ResetMethod.SCAN);
        run(slot, at -> write(at, 100, 900), true);
        assertThat(privatePages(slot)).isEqualTo(900);

        for (int run = 0; run < 20; run++) {
            run(slot, 5, 500);
        }

        assertThat(privatePages(slot)).isEqualTo(2);
        run(slot, at -> write(at, 100, 900), true);
    }

    /** Small runs write to them again and again, and would fault each time. */
    @Test
    void few_pages_that_runs_write_to_without_a_change_are_kept() {
        Slot slot = slot(ResetMethod.SCAN);
        for (int run = 0; run < 150; run++) {
            run(
                    slot,
                    at -> {
                        write(at, 100, 60);
                        for (int page = 300; page < 306; page++) {
                            long there = at + (long) page * PAGE;
                            NativeMemory.putLong(there, NativeMemory.getLong(there));
                        }
                    },
                    true);

            assertThat(privatePages(slot)).as("after run %s", run).isEqualTo(66);
        }
    }

    @Test
    void a_description_in_between_loses_nothing() {
        Slot slot = slot(ResetMethod.SCAN);
        DirtyPages finder = ResetMethod.SCAN.dirtyPages().orElseThrow();
        for (int page = 10; page < 60; page++) {
            long offset = (long) page * PAGE;
            run(slot, 5);
            run(
                    slot,
                    at -> {
                        NativeMemory.putInt(at + offset, -1);
                        assertThat(slot.capture(finder, null).pageCount()).isEqualTo(1);
                        NativeMemory.putInt(at + offset + 50 * PAGE, -1);
                    },
                    true);
        }
    }

    @Test
    void without_a_count_of_page_faults_every_reset_asks_the_kernel() {
        Slot slot = new Slot(image, ResetMethod.SCAN.dirtyPages().orElseThrow(), false);
        slots.add(slot);
        for (int run = 0; run < 50; run++) {
            run(slot, 5, run + 10);
        }

        assertThat(slot.scans()).isEqualTo(50);
    }

    @ParameterizedTest
    @EnumSource(names = "COPY", mode = EnumSource.Mode.EXCLUDE)
    void whatever_runs_write_is_gone_after_each(ResetMethod method) {
        SplittableRandom random = new SplittableRandom(35);
        Slot slot = slot(method);
        for (int run = 0; run < 600; run++) {
            run(
                    slot,
                    at -> {
                        int often = random.nextInt(8);
                        for (int i = 0; i < often; i++) {
                            write(at, random.nextInt(40), 1 + random.nextInt(8));
                        }
                        switch (random.nextInt(20)) {
                            case 0 -> write(at, random.nextInt(PAGES - 1), 1);
                            case 1 -> write(at, random.nextInt(1000), random.nextInt(1048));
                            case 2 ->
                                    elsewhere(() -> {
                                        slot.writtenElsewhere();
                                        write(at, random.nextInt(PAGES - 3), 3);
                                    });
                            case 3 ->
                                    elsewhere(() -> {
                                        slot.beginRun();
                                        write(at, random.nextInt(PAGES - 3), 3);
                                    });
                            case 4 -> slot.grow(slot.size() + 16L * PAGE * random.nextInt(30));
                            default -> slot.beginRun();
                        }
                    },
                    false);
        }
        assertThat(slot.scans()).isPositive();
    }

    private Slot slot(ResetMethod method) {
        Slot slot = new Slot(image, method.dirtyPages().orElseThrow(), FaultWatch.works());
        slots.add(slot);
        return slot;
    }

    private static void run(Slot slot, int... pages) {
        run(
                slot,
                at -> {
                    for (int page : pages) {
                        write(at, page, 1);
                    }
                },
                true);
    }

    private static void run(Slot slot, Consumer<Long> guest, boolean changes) {
        slot.begin(LIMIT);
        slot.beginRun();
        guest.accept(slot.address());
        if (changes) {
            assertThat(slot.isClean()).isFalse();
        }

        assertThat(slot.reset()).isTrue();

        assertThat(slot.isClean()).isTrue();
    }

    private static void write(long at, int firstPage, int pages) {
        for (int page = firstPage; page < firstPage + pages; page++) {
            NativeMemory.putLong(at + (long) page * PAGE + 8L * (page % 500), -1);
        }
    }

    private static int privatePages(Slot slot) {
        PageRuns runs = new PageRuns();
        long scratch = NativeMemory.allocateForever(DirtyPages.SCRATCH_BYTES);
        boolean found =
                ResetMethod.SCAN
                        .dirtyPages()
                        .orElseThrow()
                        .find(slot.address(), image.memoryBytes(), image.view(), scratch, runs);
        assertThat(found).isTrue();
        return runs.pages();
    }

    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work, task -> new Thread(task).start()).join();
    }
}
