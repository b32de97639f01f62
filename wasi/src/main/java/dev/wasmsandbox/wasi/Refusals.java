package dev.wasmsandbox.wasi;

import java.util.List;

/**
 * What a guest was refused of its files, for a host that explains why a program failed: languages tell their programs less than the
 * functions told the guest.
 *
 * @param space whether there was no room for something that it wanted to make or write
 * @param opens the files that could not be opened, the last ones in their order
 */
public record Refusals(boolean space, List<Open> opens) {
    /** How many files are remembered. */
    public static final int MOST_OPENS = 4;

    /** The longest path that is remembered. */
    public static final int LONGEST_PATH = 1024;

    /** Nothing was refused. */
    public static final Refusals NONE = new Refusals(false, List.of());

    /**
     * A file that could not be opened.
     *
     * @param path from the root, as the guest gave it
     * @param errno why not, by WASI's number
     */
    public record Open(String path, int errno) {}

    /** Copies the list. */
    public Refusals {
        opens = List.copyOf(opens);
    }
}
