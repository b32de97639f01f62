package dev.wasmsandbox.hostfs;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inflated contents, least recently used first out. Thread-safe. */
final class ContentCache {

    private static final int INITIAL_ENTRIES = 64;
    private static final float LOAD_FACTOR = 0.75f;

    private final long maxBytes;
    private final Map<Object, byte[]> contents =
            new LinkedHashMap<>(INITIAL_ENTRIES, LOAD_FACTOR, true);
    private long bytes;

    ContentCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized byte @Nullable [] get(Object key) {
        return contents.get(key);
    }

    /** Keeps a content; the newest always stays, so that reading one content piece by piece inflates it once. */
    synchronized void put(Object key, byte[] content) {
        byte[] replaced = contents.put(key, content);
        bytes += content.length - (replaced == null ? 0 : replaced.length);
        Iterator<byte[]> eldest = contents.values().iterator();
        while (bytes > maxBytes && contents.size() > 1) {
            bytes -= eldest.next().length;
            eldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized void clear() {
        contents.clear();
        bytes = 0;
    }
}
