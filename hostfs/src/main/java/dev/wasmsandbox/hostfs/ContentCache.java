package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.ScratchFile;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Inflated contents, least recently used first out; those in scratch files are closed when they go. Thread-safe.
 */
final class ContentCache {

    private static final int INITIAL_ENTRIES = 64;
    private static final float LOAD_FACTOR = 0.75f;
    private static final int LOCKS = 16;

    private final long maxBytes;
    private final Map<Object, Blob> contents =
            new LinkedHashMap<>(INITIAL_ENTRIES, LOAD_FACTOR, true);
    private final Lock[] locks = new Lock[LOCKS];
    private long bytes;

    ContentCache(long maxBytes) {
        this.maxBytes = maxBytes;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** The lock of whoever makes the content of a key. Others may have the same. */
    Lock lockOf(Object key) {
        return locks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    synchronized @Nullable Blob get(Object key) {
        return contents.get(key);
    }

    /** Keeps a content; the newest always stays, so that reading one content piece by piece inflates it once. */
    synchronized void put(Object key, Blob content) {
        Blob replaced = contents.put(key, content);
        bytes += content.size();
        if (replaced != null) {
            drop(replaced);
        }
        Iterator<Blob> eldest = contents.values().iterator();
        while (bytes > maxBytes && contents.size() > 1) {
            drop(eldest.next());
            eldest.remove();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized void clear() {
        contents.values().forEach(this::drop);
        contents.clear();
    }

    private void drop(Blob content) {
        bytes -= content.size();
        if (content instanceof ScratchFile file) {
            file.close();
        }
    }
}
