package dev.wasmsandbox.wasi;

/**
 * What a tree takes of the quotas.
 *
 * @param bytes the sizes of its files and the lengths of its links' targets
 * @param entries how many names it has, its root not counted
 */
public record Usage(long bytes, long entries) {

    static final Usage NONE = new Usage(0, 0);

    Usage plus(Usage other) {
        return new Usage(Math.addExact(bytes, other.bytes), Math.addExact(entries, other.entries));
    }

    Usage minus(Usage other) {
        return new Usage(bytes - other.bytes, entries - other.entries);
    }
}
