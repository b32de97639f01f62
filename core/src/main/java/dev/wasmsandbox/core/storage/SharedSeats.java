package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.StorageAdapter;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** The seats of adapters that have none of their own, for as long as the adapter is used. */
public final class SharedSeats {
    private static final Map<StorageAdapter, Seats> BY_ADAPTER =
            Collections.synchronizedMap(new WeakHashMap<>());

    private SharedSeats() {}

    /** Returns the seats of an adapter. */
    public static Seats of(StorageAdapter adapter) {
        return BY_ADAPTER.computeIfAbsent(adapter, _ -> new Seats());
    }
}
