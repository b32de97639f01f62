package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.engine.MemorySnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What differs between two memories of the same image, page by page. */
public final class MemoryIncrement {
    /**
     * A page that is another one.
     *
     * @param number its number in the memory
     * @param page how it differs from the image; null if it does not any more
     */
    record Change(int number, MemorySnapshot.@Nullable Page page) {}

    private MemoryIncrement() {}

    /**
     * Finds what leads from one memory to another one, by ascending numbers.
     *
     * @param from the one before; null for the image
     */
    static List<Change> between(@Nullable MemorySnapshot from, MemorySnapshot to) {
        List<Change> changes = new ArrayList<>();
        int before = 0;
        int known = from == null ? 0 : from.pageCount();
        for (int i = 0; i < to.pageCount(); i++) {
            int number = to.number(i);
            while (from != null && before < known && from.number(before) < number) {
                changes.add(new Change(from.number(before++), null));
            }
            MemorySnapshot.Page page = to.page(i);
            boolean same =
                    from != null
                            && before < known
                            && from.number(before) == number
                            && from.page(before++).equals(page);
            if (!same) {
                changes.add(new Change(number, page));
            }
        }
        while (from != null && before < known && isIn(to, from.number(before))) {
            changes.add(new Change(from.number(before++), null));
        }
        return changes;
    }

    /** Counts the bytes of what a memory does not share with another one. */
    public static long bytes(@Nullable MemorySnapshot other, MemorySnapshot memory) {
        long bytes = 0;
        for (Change change : between(other, memory)) {
            bytes += change.page() == null ? 0 : change.page().blocks().length;
        }
        return bytes;
    }

    /**
     * Makes the other memory.
     *
     * @throws IllegalArgumentException if the changes are not in order, or do not lie in a memory of this size
     */
    static MemorySnapshot apply(
            @Nullable MemorySnapshot from, long memoryBytes, List<Change> changes) {
        MemorySnapshot.Builder to = MemorySnapshot.builder(memoryBytes);
        int before = 0;
        int known = from == null ? 0 : from.pageCount();
        int last = -1;
        for (Change change : changes) {
            if (change.number() <= last) {
                throw new IllegalArgumentException("page " + change.number() + " is out of order");
            }
            last = change.number();
            while (from != null && before < known && from.number(before) < last) {
                to.add(from.number(before), from.page(before));
                before++;
            }
            if (from != null && before < known && from.number(before) == last) {
                before++;
            } else if (change.page() == null) {
                throw new IllegalArgumentException(
                        "page " + last + " is to become what it is already");
            }
            if (change.page() != null) {
                to.add(last, change.page());
            }
        }
        for (; from != null && before < known; before++) {
            if ((from.number(before) + 1L) * MemorySnapshot.PAGE_BYTES > memoryBytes) {
                break;
            }
            to.add(from.number(before), from.page(before));
        }
        return to.build();
    }

    /** What is outside of a memory needs no mention. */
    private static boolean isIn(MemorySnapshot memory, int number) {
        return (number + 1L) * MemorySnapshot.PAGE_BYTES <= memory.memoryBytes();
    }
}
