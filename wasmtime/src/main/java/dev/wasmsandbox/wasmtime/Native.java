package dev.wasmsandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Calls C functions and makes C function pointers, all through one downcall and one upcall shape made of longs.
 *
 * <p>Why: each further shape costs 7 to 9 ms in a JVM that has just started (measured, Linux x86_64), and this binding would
 * need about twenty. It is sound because every parameter of the functions used is an integer or a pointer: System V, AAPCS64
 * and Win64 pass those in full registers or 8-byte stack slots, and a callee never looks at arguments beyond its own. What a
 * callee returns in less than 64 bits must be masked by the caller ({@link #isTrue}, {@code (int)}).
 */
final class Native {

    private static final int DOWNCALL_ARGUMENTS = 9;
    private static final int UPCALL_ARGUMENTS = 7;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor UPCALL = allLongs(UPCALL_ARGUMENTS);
    private static final MethodHandle CALL = downcall();

    private Native() {}

    @SuppressWarnings("restricted")
    private static MethodHandle downcall() {
        return LINKER.downcallHandle(allLongs(DOWNCALL_ARGUMENTS));
    }

    private static FunctionDescriptor allLongs(int arguments) {
        var parameters = new MemoryLayout[arguments];
        Arrays.fill(parameters, JAVA_LONG);
        return FunctionDescriptor.of(JAVA_LONG, parameters);
    }

    /**
     * Makes a C function pointer for a static method of seven longs that returns a long.
     *
     * <p>SAFETY: the method must not throw: an exception that leaves an upcall ends the JVM.
     */
    @SuppressWarnings("restricted")
    static long upcall(MethodHandles.Lookup lookup, String method) {
        try {
            MethodType type =
                    MethodType.methodType(
                            long.class,
                            long.class,
                            long.class,
                            long.class,
                            long.class,
                            long.class,
                            long.class,
                            long.class);
            MethodHandle target = lookup.findStatic(lookup.lookupClass(), method, type);
            // OWNERSHIP: never freed; there are as many as callback types, and the library never
            // unloads.
            return LINKER.upcallStub(target, UPCALL, Arena.global()).address();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no static method " + method + " of seven longs", e);
        }
    }

    /** Finds a function of the loaded library; called only when the classes of this package are initialised. */
    static MemorySegment symbol(String name) {
        return WasmtimeLibrary.symbol(name);
    }

    /** Reads a C {@code bool}: only the lowest byte is defined. */
    static boolean isTrue(long result) {
        return (result & 0xff) != 0;
    }

    static long call(MemorySegment f, long a) {
        return call(f, a, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    static long call(MemorySegment f, long a, long b) {
        return call(f, a, b, 0, 0, 0, 0, 0, 0, 0);
    }

    static long call(MemorySegment f, long a, long b, long c) {
        return call(f, a, b, c, 0, 0, 0, 0, 0, 0);
    }

    static long call(MemorySegment f, long a, long b, long c, long d) {
        return call(f, a, b, c, d, 0, 0, 0, 0, 0);
    }

    static long call(MemorySegment f, long a, long b, long c, long d, long e) {
        return call(f, a, b, c, d, e, 0, 0, 0, 0);
    }

    static long call(MemorySegment f, long a, long b, long c, long d, long e, long g) {
        return call(f, a, b, c, d, e, g, 0, 0, 0);
    }

    static long call(
            MemorySegment f,
            long a,
            long b,
            long c,
            long d,
            long e,
            long g,
            long h,
            long i,
            long j) {
        try {
            return (long) CALL.invokeExact(f, a, b, c, d, e, g, h, i, j);
        } catch (RuntimeException | Error t) {
            throw t;
        } catch (Throwable t) {
            throw new IllegalStateException("a downcall threw a checked exception", t);
        }
    }
}
