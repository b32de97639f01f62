package dev.wasmsandbox.engine;

import java.util.Arrays;

/**
 * Runs of neighbouring pages, ascending: a reusable list without objects, because a slot makes one at every reset.
 *
 * <p>Not thread-safe; owned by one slot.
 */
final class PageRuns {
    private static final int FIRST_CAPACITY = 64;

    private int[] starts = new int[FIRST_CAPACITY];
    private int[] lengths = new int[FIRST_CAPACITY];
    private int count;
    private int pages;

    void clear() {
        count = 0;
        pages = 0;
    }

    /** Adds pages behind those that are there; joins them with the last run where they touch. */
    void add(int start, int length) {
        pages += length;
        if (count > 0 && starts[count - 1] + lengths[count - 1] == start) {
            lengths[count - 1] += length;
            return;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        starts[count] = start;
        lengths[count] = length;
        count++;
    }

    int count() {
        return count;
    }

    /** The number of pages in all runs. */
    int pages() {
        return pages;
    }

    /** Where run {@code index} begins, in bytes from the start of the memory. */
    long offset(int index) {
        return (long) starts[index] * NativeMemory.PAGE_BYTES;
    }

    /** The length of run {@code index} in bytes. */
    long bytes(int index) {
        return (long) lengths[index] * NativeMemory.PAGE_BYTES;
    }

    /** Finds the run that has a page; negative when none has. */
    int find(int page) {
        int position = Arrays.binarySearch(starts, 0, count, page);
        int run = position < 0 ? -position - 2 : position;
        return run >= 0 && page < starts[run] + lengths[run] ? run : -1;
    }

    /** The number of pages in the runs before one. */
    long before(int index) {
        long sum = 0;
        for (int i = 0; i < index; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return lengths[index];
    }
}
