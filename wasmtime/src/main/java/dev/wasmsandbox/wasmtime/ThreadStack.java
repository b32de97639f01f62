package dev.wasmsandbox.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks the system how large the stack of a thread really is: a JVM may ignore the size that it was asked for. */
final class ThreadStack {

    /** Larger than {@code pthread_attr_t} of any C library. */
    private static final long ATTRIBUTES_BYTES = 256;

    private ThreadStack() {}

    /** Returns the bytes of the current thread's stack; empty where the system has no way to tell. */
    static OptionalLong bytesOfThisThread() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.startsWith("linux")) {
            return onLinux();
        }
        return os.startsWith("mac") ? onMac() : OptionalLong.empty();
    }

    private static OptionalLong onLinux() {
        Optional<MemorySegment> self = find("pthread_self");
        Optional<MemorySegment> attributesOf = find("pthread_getattr_np");
        Optional<MemorySegment> stackOf = find("pthread_attr_getstack");
        Optional<MemorySegment> destroy = find("pthread_attr_destroy");
        if (self.isEmpty() || attributesOf.isEmpty() || stackOf.isEmpty() || destroy.isEmpty()) {
            return OptionalLong.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            long attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES).address();
            MemorySegment lowest = arena.allocate(ValueLayout.JAVA_LONG);
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            // SAFETY: the thread asks for itself, so it cannot end meanwhile; the attributes are
            // destroyed below.
            if ((int) Native.call(attributesOf.get(), Native.call(self.get(), 0), attributes)
                    != 0) {
                return OptionalLong.empty();
            }
            int failed =
                    (int) Native.call(stackOf.get(), attributes, lowest.address(), size.address());
            Native.call(destroy.get(), attributes);
            return failed == 0
                    ? OptionalLong.of(size.get(ValueLayout.JAVA_LONG, 0))
                    : OptionalLong.empty();
        }
    }

    private static OptionalLong onMac() {
        Optional<MemorySegment> self = find("pthread_self");
        Optional<MemorySegment> sizeOf = find("pthread_get_stacksize_np");
        return self.isPresent() && sizeOf.isPresent()
                ? OptionalLong.of(Native.call(sizeOf.get(), Native.call(self.get(), 0)))
                : OptionalLong.empty();
    }

    private static Optional<MemorySegment> find(String function) {
        return Linker.nativeLinker().defaultLookup().find(function);
    }
}
