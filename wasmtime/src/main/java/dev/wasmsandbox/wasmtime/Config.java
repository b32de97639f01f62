package dev.wasmsandbox.wasmtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options of an engine. Immutable; every value is checked here, because the library answers a wrong one by ending the process.
 *
 * <p>Not settable on purpose: shared and 64-bit memories, garbage-collected types and the component model are off, since
 * the guests need none of them.
 */
public final class Config {

    /** Largest guest stack that can be asked for: 256 MiB. */
    public static final long MAX_STACK = 256L << 20;

    private static final long PAGE = 1 << 16;

    private final Builder values;

    private Config(Builder values) {
        this.values = values;
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many bytes of stack guest code may use. Default 512 KiB. */
    public long maxWasmStack() {
        return values.maxWasmStack;
    }

    /** Returns whether executed instructions are counted. Default no. */
    public boolean fuel() {
        return values.fuel;
    }

    /** Returns whether traps are found by signals rather than by explicit checks. Default: yes on Linux x86_64, where it is tested. */
    public boolean signalsBasedTraps() {
        return values.signalsBasedTraps;
    }

    /** Returns the address space reserved for each memory. Default 4 GiB, which makes bounds checks unnecessary. */
    public long memoryReservation() {
        return values.memoryReservation;
    }

    /** Returns the inaccessible address space behind each reservation. Default 32 MiB. */
    public long memoryGuardSize() {
        return values.memoryGuardSize;
    }

    /** Returns whether SIMD instructions are allowed. Default yes. */
    public boolean simd() {
        return values.simd;
    }

    /** Returns whether atomic instructions are allowed. Default false. */
    public boolean atomics() {
        return values.atomics;
    }

    /** Returns whether floating-point results are the same everywhere. Default no. */
    public boolean deterministic() {
        return values.deterministic;
    }

    /** Returns whether one module is compiled by several threads. Default yes. */
    public boolean parallelCompilation() {
        return values.parallelCompilation;
    }

    /** Returns how hard the compiler tries. Default {@link Optimization#SPEED}. */
    public Optimization optimization() {
        return values.optimization;
    }

    /** Returns who provides the memories; empty for the library itself. */
    public Optional<MemoryCreator> memoryCreator() {
        return Optional.ofNullable(values.memoryCreator);
    }

    /**
     * Returns a text that names the library's version and all options that decide what compiled code looks like: together with
     * the module's hash it is the key for a cache of compiled code. The processor is not in it: the library itself refuses code
     * that was compiled for processor features that are not here, see {@link Module#deserializeFile}.
     */
    public String compilationKey() {
        return String.join(
                ",",
                "wasmtime-" + WasmtimeLibrary.VERSION,
                WasmtimeLibrary.platform(),
                "fuel=" + fuel(),
                "signals=" + signalsBasedTraps(),
                "reservation=" + memoryReservation(),
                "guard=" + memoryGuardSize(),
                "memories=" + (memoryCreator().isPresent() ? "host" : "library"),
                "simd=" + simd(),
                "atomics=" + atomics(),
                "deterministic=" + deterministic(),
                "optimization=" + optimization());
    }

    static long checkStack(long bytes) {
        // Less than 64 KiB is not enough for a host call; the stack must also fit an address space
        // that is shared.
        if (bytes < PAGE || bytes > MAX_STACK) {
            throw new IllegalArgumentException(
                    "maxWasmStack must be from "
                            + PAGE
                            + " to "
                            + MAX_STACK
                            + " bytes; got "
                            + bytes);
        }
        return bytes;
    }

    private static long checkPages(String name, long bytes, long least) {
        if (bytes < least || bytes > 1L << 40 || bytes % PAGE != 0) {
            throw new IllegalArgumentException(
                    name
                            + " must be a multiple of 65536 from "
                            + least
                            + " to 1 TiB; got "
                            + bytes);
        }
        return bytes;
    }

    /** How hard the compiler tries. */
    public enum Optimization {
        /** Compiles fast. */
        NONE(0),
        /** Makes fast code. */
        SPEED(1),
        /** Makes fast and small code. */
        SPEED_AND_SIZE(2);

        private final int number;

        Optimization(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Collects options. */
    public static final class Builder {

        private long maxWasmStack = 512 << 10;
        private boolean fuel;
        private boolean signalsBasedTraps = Platform.current().isLinuxX64();
        private long memoryReservation = 4L << 30;
        private long memoryGuardSize = 32L << 20;
        private boolean simd = true;
        private boolean atomics;
        private boolean deterministic;
        private boolean parallelCompilation = true;
        private Optimization optimization = Optimization.SPEED;
        private @Nullable MemoryCreator memoryCreator;

        private Builder() {}

        /** Sets how many bytes of stack guest code may use: 64 KiB to 256 MiB. */
        public Builder maxWasmStack(long bytes) {
            maxWasmStack = checkStack(bytes);
            return this;
        }

        /** Sets whether executed instructions are counted; costs 30 to 40 % of a loop. A new store has no fuel. */
        public Builder fuel(boolean on) {
            fuel = on;
            return this;
        }

        /** Sets whether traps are found by signals; explicit checks cost 1.3 to 1.8 times the time. */
        public Builder signalsBasedTraps(boolean on) {
            signalsBasedTraps = on;
            return this;
        }

        /** Sets the address space reserved for each memory, a multiple of 64 KiB. */
        public Builder memoryReservation(long bytes) {
            memoryReservation = checkPages("memoryReservation", bytes, PAGE);
            return this;
        }

        /** Sets the inaccessible address space behind each reservation, a multiple of 64 KiB. */
        public Builder memoryGuardSize(long bytes) {
            memoryGuardSize = checkPages("memoryGuardSize", bytes, 0);
            return this;
        }

        /** Sets whether SIMD instructions are allowed. */
        public Builder simd(boolean on) {
            simd = on;
            return this;
        }

        /** Sets whether atomic instructions are allowed; a memory is never shared, so they are of use to its host alone. */
        public Builder atomics(boolean on) {
            atomics = on;
            return this;
        }

        /** Sets whether floating-point results (the bits of a NaN, relaxed SIMD) are the same everywhere. */
        public Builder deterministic(boolean on) {
            deterministic = on;
            return this;
        }

        /** Sets whether one module is compiled by several threads. */
        public Builder parallelCompilation(boolean on) {
            parallelCompilation = on;
            return this;
        }

        /** Sets how hard the compiler tries. */
        public Builder optimization(Optimization level) {
            optimization = level;
            return this;
        }

        /** Sets who provides the memories of all instances. Their contents come from there: the library applies data segments by copying. */
        public Builder memoryCreator(MemoryCreator creator) {
            memoryCreator = creator;
            return this;
        }

        /** Returns the options. */
        public Config build() {
            Builder copy = new Builder();
            copy.maxWasmStack = maxWasmStack;
            copy.fuel = fuel;
            copy.signalsBasedTraps = signalsBasedTraps;
            copy.memoryReservation = memoryReservation;
            copy.memoryGuardSize = memoryGuardSize;
            copy.simd = simd;
            copy.atomics = atomics;
            copy.deterministic = deterministic;
            copy.parallelCompilation = parallelCompilation;
            copy.optimization = optimization;
            copy.memoryCreator = memoryCreator;
            return new Config(copy);
        }
    }
}
