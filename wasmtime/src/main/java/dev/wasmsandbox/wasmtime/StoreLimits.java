package dev.wasmsandbox.wasmtime;

/**
 * Limits of one store; -1 stands for none. What would exceed a limit fails: {@code memory.grow} returns -1, instantiation throws.
 *
 * @param memoryBytes largest size of each memory
 * @param tableElements largest number of elements in each table
 * @param instances how many instances the store may hold; Wasmtime's own default is 10,000
 * @param tables how many tables
 * @param memories how many memories
 */
public record StoreLimits(
        long memoryBytes, long tableElements, long instances, long tables, long memories) {

    /** No limits at all. */
    public static final StoreLimits NONE = new StoreLimits(-1, -1, -1, -1, -1);

    /** Rejects numbers below -1. */
    public StoreLimits {
        check("memoryBytes", memoryBytes);
        check("tableElements", tableElements);
        check("instances", instances);
        check("tables", tables);
        check("memories", memories);
    }

    /** One instance with at most one memory and one table. */
    public static StoreLimits single(long memoryBytes, long tableElements) {
        return new StoreLimits(memoryBytes, tableElements, 1, 1, 1);
    }

    private static void check(String name, long value) {
        if (value < -1) {
            throw new IllegalArgumentException(
                    name + " must be -1 for no limit, or not negative; got " + value);
        }
    }
}
