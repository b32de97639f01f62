package dev.wasmsandbox.testkit;

import java.util.Arrays;
import java.util.Locale;

/** The ways out of a sandbox that the corpus tries. A vector's folder is its name in lower case with hyphens. */
public enum EscapeVector {
    /** Paths that lead out of the mounts. */
    PATHS,
    /** Symbolic and hard links. */
    LINKS,
    /** Two runs over one workspace at the same time. */
    RACES,
    /** Raw use of file descriptors, whatever number they have. */
    DESCRIPTORS,
    /** Doors to native code, as {@code ctypes} is one. */
    NATIVE_DOORS,
    /** The interpreter's own objects: collector, frames, code, types, proxies, finalizers. */
    OBJECT_GAMES,
    /** Bytecode and serialized objects that no compiler made. */
    BYTECODE,
    /** Endless nesting inside the interpreter's native code. */
    NATIVE_STACK,
    /** Growing until the host has no memory. */
    MEMORY,
    /** What clocks and caches tell about others. */
    SIDE_CHANNELS,
    /** What the process of the host was told. */
    ENVIRONMENT,
    /** Other processes and threads. */
    PROCESS,
    /** The network. */
    SOCKETS,
    /** Module loaders, and the messages to the host behind them. */
    IMPORT_HOOKS,
    /** Leaving something for the next run. */
    POISONING,
    /** More output, messages, timers or events than anybody wants. */
    FLOODING,
    /** Names of files that no file should have. */
    FILE_NAMES,
    /** Archives that are larger than they look. */
    ZIP_BOMBS,
    /** Compressed data that is larger than it looks. */
    DECOMPRESSION,
    /** Keys that all fall into one place of a table. */
    HASH_COLLISIONS,
    /** Texts that grow each time they are looked at. */
    BILLION_LAUGHS,
    /** Regular expressions that try everything. */
    REGULAR_EXPRESSIONS;

    /** Returns the name of the folder that holds the vector's programs. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a vector by its folder.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static EscapeVector ofFolder(String folder) {
        return Arrays.stream(values())
                .filter(vector -> vector.folder().equals(folder))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no vector \""
                                        + folder
                                        + "\"; known are "
                                        + Arrays.stream(values())
                                                .map(EscapeVector::folder)
                                                .toList()));
    }
}
