package dev.wasmsandbox.wasmtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Gives Java objects the numbers under which C code refers to them ({@code void *env}). Places are reused, numbers are not: the
 * upper half of a number counts how often its place was used, so that a stale number finds nothing instead of somebody else's
 * object. Reading takes no lock, because every host call does it.
 */
final class Slab<T> {

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Place[].class);

    private record Place<T>(long id, T value) {}

    private final NativeObjects.Kind kind;
    private final AtomicInteger uses = new AtomicInteger();
    private volatile Place<?>[] places = new Place<?>[64];
    private int[] free = new int[64];
    private int freeCount;
    private int used;

    Slab(NativeObjects.Kind kind) {
        this.kind = kind;
    }

    synchronized long add(T value) {
        int index = freeCount > 0 ? free[--freeCount] : used++;
        if (index == places.length) {
            places = Arrays.copyOf(places, index * 2);
        }
        // Never 0, so that a forgotten number is noticed.
        long id = (long) uses.incrementAndGet() << 32 | index;
        PLACE.setRelease(places, index, new Place<>(id, value));
        NativeObjects.created(kind);
        return id;
    }

    @SuppressWarnings("unchecked")
    T get(long id) {
        Place<T> place = find(id);
        if (place == null) {
            throw new IllegalStateException(
                    "no " + kind + " has the number " + Long.toHexString(id));
        }
        return place.value();
    }

    synchronized @Nullable T remove(long id) {
        Place<T> place = find(id);
        if (place == null) {
            return null;
        }
        int index = (int) id;
        PLACE.setRelease(places, index, null);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = index;
        NativeObjects.deleted(kind);
        return place.value();
    }

    @SuppressWarnings("unchecked")
    private @Nullable Place<T> find(long id) {
        Place<?>[] all = places;
        int index = (int) id;
        if (index < 0 || index >= all.length) {
            return null;
        }
        Place<T> place = (Place<T>) PLACE.getAcquire(all, index);
        return place != null && place.id() == id ? place : null;
    }
}
