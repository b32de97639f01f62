package dev.wasmsandbox.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.concurrent.locks.LockSupport;

/**
 * Raw memory of this process: reads and writes at plain addresses, and the few Linux calls that memory images need ({@code mmap(2)},
 * {@code memfd_create(2)}, {@code ioctl(2)} …).
 *
 * <p>The only class of this module that touches {@code java.lang.foreign}. Nothing here checks bounds: an address outside a mapping ends the
 * JVM. Callers are {@link LinearMemory}, which checks every access of a guest, and the slot code, which owns the mappings.
 *
 * <p>Thread-safe in itself; two threads on one address are the caller's concern.
 */
final class NativeMemory {
    static final int PAGE_BYTES = 4096;

    private static final int PROT_NONE = 0;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 0x01;
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_NORESERVE = 0x4000;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_NOHUGEPAGE = 15;
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int F_ADD_SEALS = 1033;
    // F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE
    private static final int ALL_SEALS = 0x1 | 0x2 | 0x4 | 0x8;
    private static final int SEAL_ATTEMPTS = 200;
    private static final long SEAL_PAUSE_NANOS = 5_000_000;
    private static final int RUSAGE_THREAD = 1;
    // struct rusage: two struct timeval, then longs; ru_minflt is the fifth of them.
    private static final int RUSAGE_MINOR_FAULTS = 64;
    private static final int RUSAGE_MAJOR_FAULTS = 72;
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;

    /**
     * SAFETY: the whole address space as one segment, so that an access costs no segment object. Every use is behind a bounds check of
     * {@link LinearMemory} or within a mapping that a slot owns.
     */
    private static final MemorySegment ALL = everything();

    private NativeMemory() {}

    static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    // Plain accesses. Unaligned layouts: guests may place values anywhere.

    static byte getByte(long address) {
        return ALL.get(ValueLayout.JAVA_BYTE, address);
    }

    static int getInt(long address) {
        return ALL.get(LITTLE_INT, address);
    }

    static long getLong(long address) {
        return ALL.get(LITTLE_LONG, address);
    }

    static short getShort(long address) {
        return ALL.get(LITTLE_SHORT, address);
    }

    static void putByte(long address, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, address, value);
    }

    static void putShort(long address, short value) {
        ALL.set(LITTLE_SHORT, address, value);
    }

    static void putInt(long address, int value) {
        ALL.set(LITTLE_INT, address, value);
    }

    static void putLong(long address, long value) {
        ALL.set(LITTLE_LONG, address, value);
    }

    /** For other threads to see, soon. The address is a multiple of 8. */
    static void putLongNow(long address, long value) {
        LONG.setVolatile(ALL, address, value);
    }

    /** Sets bits of a number, whatever other threads do to it meanwhile. The address is a multiple of 4. */
    static void setBits(long address, int bits) {
        int _ = (int) INT.getAndBitwiseOr(ALL, address, bits);
    }

    static void read(long address, byte[] target, int offset, int length) {
        MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, address, target, offset, length);
    }

    static void write(long address, byte[] source, int offset, int length) {
        MemorySegment.copy(source, offset, ALL, ValueLayout.JAVA_BYTE, address, length);
    }

    static void copy(long from, long to, long bytes) {
        MemorySegment.copy(ALL, from, ALL, to, bytes);
    }

    static void zero(long address, long bytes) {
        ALL.asSlice(address, bytes).fill((byte) 0);
    }

    /** Whether two ranges hold the same bytes. */
    static boolean same(long first, long second, long bytes) {
        return mismatch(first, second, bytes) < 0;
    }

    /** Whether a range holds the bytes of a part of an array. */
    static boolean same(long address, byte[] bytes, int offset, int length) {
        return MemorySegment.mismatch(
                        ALL,
                        address,
                        address + length,
                        MemorySegment.ofArray(bytes),
                        offset,
                        offset + length)
                < 0;
    }

    /** Where two ranges differ first, counted from their starts; negative when they hold the same bytes. */
    static long mismatch(long first, long second, long bytes) {
        return MemorySegment.mismatch(ALL, first, first + bytes, ALL, second, second + bytes);
    }

    /** Whether a range holds nothing but zeros. */
    static boolean isZero(long address, long bytes) {
        long end = address + bytes;
        for (long at = address; at < end; at += Long.BYTES) {
            if (ALL.get(LITTLE_LONG, at) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Memory of the C kind that lives until the process ends; for scratch structures that belong to a thread of ours.
     *
     * @return its address, aligned to 16 bytes and zeroed
     */
    static long allocateForever(long bytes) {
        return Arena.global().allocate(bytes, 16).address();
    }

    // Linux.

    /** Reserves address space without access rights and without memory behind it. */
    static long reserve(long bytes) {
        long address =
                call(
                        Libc.MMAP,
                        0,
                        bytes,
                        PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
                        -1,
                        0);
        return mapped(address, "reserve " + bytes + " bytes of address space");
    }

    /** Lays a private, writable copy-on-write view of a file over {@code address}. */
    static void mapPrivate(long address, long bytes, int fileDescriptor) {
        long result =
                call(
                        Libc.MMAP,
                        address,
                        bytes,
                        PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE,
                        fileDescriptor,
                        0);
        mapped(result, "map " + bytes + " bytes of a memory image");
    }

    /** A shared mapping of a whole file, at an address of the kernel's choice. */
    static long mapShared(long bytes, int fileDescriptor, boolean writable) {
        long address =
                call(
                        Libc.MMAP,
                        0,
                        bytes,
                        writable ? PROT_READ | PROT_WRITE : PROT_READ,
                        MAP_SHARED,
                        fileDescriptor,
                        0);
        return mapped(address, "map " + bytes + " bytes of a memory file");
    }

    /** Replaces a range by fresh address space without access rights; what was in it is gone. */
    static void dropToReserved(long address, long bytes) {
        long result =
                call(
                        Libc.MMAP,
                        address,
                        bytes,
                        PROT_NONE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED,
                        -1,
                        0);
        mapped(result, "drop " + bytes + " bytes of guest memory");
    }

    static boolean allowAccess(long address, long bytes) {
        return (int) call(Libc.MPROTECT, address, bytes, PROT_READ | PROT_WRITE) == 0;
    }

    static boolean denyAccess(long address, long bytes) {
        return (int) call(Libc.MPROTECT, address, bytes, PROT_NONE) == 0;
    }

    /** Drops private pages, so that the range shows its file (or zeros) again. */
    static boolean discard(long address, long bytes) {
        return (int) call(Libc.MADVISE, address, bytes, MADV_DONTNEED) == 0;
    }

    /** Keeps the kernel from backing a range by huge pages, of which one touched byte would cost 2 MiB. Best effort. */
    static void avoidHugePages(long address, long bytes) {
        long ignored = call(Libc.MADVISE, address, bytes, MADV_NOHUGEPAGE);
    }

    static void unmap(long address, long bytes) {
        if ((int) call(Libc.MUNMAP, address, bytes) != 0) {
            throw failure("unmap " + bytes + " bytes");
        }
    }

    /** Makes a file that exists only in memory. */
    static int memoryFile(String name, long bytes) {
        int descriptor;
        try (Arena arena = Arena.ofConfined()) {
            descriptor =
                    (int)
                            call(
                                    Libc.MEMFD_CREATE,
                                    arena.allocateFrom(name).address(),
                                    MFD_CLOEXEC | MFD_ALLOW_SEALING);
        }
        if (descriptor < 0) {
            throw failure("create a memory file");
        }
        if ((int) call(Libc.FTRUNCATE, descriptor, bytes) != 0) {
            throw failure("size a memory file to " + bytes + " bytes");
        }
        return descriptor;
    }

    /**
     * Makes a memory file immutable for everybody, this process included. No writable shared mapping of it may be left.
     *
     * <p>The kernel refuses while somebody holds one of the pages, be it itself, when it moves or reclaims them; so this tries again for
     * a second.
     */
    static void seal(int fileDescriptor) {
        // fcntl is variadic; on Linux's x86-64 and AArch64 conventions integer varargs travel like
        // named arguments.
        for (int left = SEAL_ATTEMPTS;
                (int) call(Libc.FCNTL, fileDescriptor, F_ADD_SEALS, ALL_SEALS) != 0;
                left--) {
            if (left == 1) {
                throw failure("seal a memory file");
            }
            LockSupport.parkNanos(SEAL_PAUSE_NANOS);
        }
    }

    static void closeFile(int fileDescriptor) {
        long ignored = call(Libc.CLOSE, fileDescriptor);
    }

    /** Opens a file for reading; negative when that fails. */
    static int openForReading(String path) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) call(Libc.OPEN, arena.allocateFrom(path).address(), O_RDONLY | O_CLOEXEC);
        }
    }

    /** Reads at an offset into native memory; negative when that fails. */
    static long readAt(int fileDescriptor, long address, long bytes, long offset) {
        return call(Libc.PREAD, fileDescriptor, address, bytes, offset);
    }

    /** {@code ioctl(2)}; negative when it fails. */
    static int control(int fileDescriptor, long request, long address) {
        return (int) call(Libc.IOCTL, fileDescriptor, request, address);
    }

    /**
     * How many page faults the kernel served for the current thread since that began, whether they came from an instruction or within a system call; negative when it does
     * not tell.
     *
     * @param scratch 144 bytes for this call alone
     */
    static long pageFaults(long scratch) {
        if ((int) call(Libc.GETRUSAGE, RUSAGE_THREAD, scratch) != 0) {
            return -1;
        }
        return getLong(scratch + RUSAGE_MINOR_FAULTS) + getLong(scratch + RUSAGE_MAJOR_FAULTS);
    }

    private static long mapped(long address, String what) {
        if (address == -1) {
            throw failure(what);
        }
        return address;
    }

    private static EngineException failure(String what) {
        int errno = getInt(call(Libc.ERRNO_LOCATION));
        String advice =
                errno == 12
                        ? "; raise vm.max_map_count or the address space limit (ulimit -v), or keep fewer live instances"
                        : "";
        return new EngineException("cannot " + what + " (errno " + errno + ")" + advice);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment everything() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    private static final ValueLayout.OfShort LITTLE_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt LITTLE_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

    /** Of the machine's own byte order, which the order of WebAssembly is wherever the engine runs. */
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final ValueLayout.OfLong LITTLE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(java.nio.ByteOrder.LITTLE_ENDIAN);

    private static long call(MemorySegment function) {
        return call(function, 0, 0, 0, 0, 0, 0);
    }

    private static long call(MemorySegment function, long a) {
        return call(function, a, 0, 0, 0, 0, 0);
    }

    private static long call(MemorySegment function, long a, long b) {
        return call(function, a, b, 0, 0, 0, 0);
    }

    private static long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    private static long call(MemorySegment function, long a, long b, long c, long d) {
        return call(function, a, b, c, d, 0, 0);
    }

    private static long call(
            MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) Libc.CALL.invokeExact(function, a, b, c, d, e, f, 0L, 0L, 0L);
        } catch (Error | RuntimeException failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Linked on first use: nothing of it is touched on systems without these functions. */
    private static final class Libc {
        /**
         * One shape for every function: each new shape costs 7–9 ms in a cold process. Superfluous zero arguments are harmless in the
         * System V and AArch64 conventions. It is the shape that the Wasmtime binding uses, so its code exists once.
         */
        static final MethodHandle CALL = link();

        static final MemorySegment MMAP = find("mmap");
        static final MemorySegment MUNMAP = find("munmap");
        static final MemorySegment MPROTECT = find("mprotect");
        static final MemorySegment MADVISE = find("madvise");
        static final MemorySegment MEMFD_CREATE = find("memfd_create");
        static final MemorySegment FTRUNCATE = find("ftruncate");
        static final MemorySegment FCNTL = find("fcntl");
        static final MemorySegment IOCTL = find("ioctl");
        static final MemorySegment OPEN = find("open");
        static final MemorySegment PREAD = find("pread");
        static final MemorySegment CLOSE = find("close");
        static final MemorySegment GETRUSAGE = find("getrusage");
        static final MemorySegment ERRNO_LOCATION = find("__errno_location");

        @SuppressWarnings("restricted")
        private static MethodHandle link() {
            MemoryLayout[] nine =
                    Collections.nCopies(9, ValueLayout.JAVA_LONG).toArray(MemoryLayout[]::new);
            return Linker.nativeLinker()
                    .downcallHandle(FunctionDescriptor.of(ValueLayout.JAVA_LONG, nine));
        }

        private static MemorySegment find(String name) {
            SymbolLookup lookup = Linker.nativeLinker().defaultLookup();
            return lookup.find(name)
                    .orElseThrow(
                            () -> new EngineException("the C library has no function " + name));
        }
    }
}
