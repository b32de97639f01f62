package dev.wasmsandbox.cache;

import java.nio.file.Path;

/** Hears about the slow steps of the cache, so that a program can say what it waits for. All methods do nothing by default. */
public interface CacheListener {

    /** A listener that ignores everything. */
    CacheListener SILENT = new CacheListener() {};

    /** The content is about to be made by this process. */
    default void producing(CacheKey key, Path file) {}

    /** Another process is making the content; this one waits until it is done. */
    default void waiting(CacheKey key, Path file) {}

    /** The entry did not match its recorded hash and is made again. */
    default void corrupt(CacheKey key, Path file) {}
}
