package dev.wasmsandbox.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** Locks the memory of its process while a slot is in use, and writes to pages that became private by that alone. */
final class LockedMemoryProgram {
    static final String REFUSED = "not allowed to lock memory";

    private static final int PAGES = 512;
    private static final int ROUNDS = 20;
    private static final int MCL_CURRENT = 1;
    private static final int NOTHING = 0;
    private static final int LOCK = 1;
    private static final int UNLOCK = 2;

    private static volatile int order = NOTHING;

    private LockedMemoryProgram() {}

    public static void main(String[] arguments) throws Exception {
        MemoryImage image = PatternImage.make(Path.of(arguments[0]), PAGES);
        DirtyPages finder = ResetMethod.SCAN.dirtyPages().orElseThrow();
        Thread other = Thread.ofPlatform().daemon().unstarted(LockedMemoryProgram::serve);
        other.start();
        // The virtual machine has page faults of its own, but not in each of these rounds.
        for (int round = 0; round < ROUNDS; round++) {
            Slot slot = new Slot(image, finder, FaultWatch.works());
            for (int run = 0; run < 20; run++) {
                run(slot, 5);
            }
            require(slot.scans() < 20, "no reset went without a scan");

            slot.begin(image.memoryBytes());
            elsewhere(LOCK);
            write(slot, 300);
            require(slot.reset() && slot.isClean(), "page 300 was left as it was written");
            run(slot, 200);
            elsewhere(UNLOCK);
            run(slot, 100);
            slot.unmap();
        }
    }

    private static void serve() {
        for (; ; Thread.onSpinWait()) {
            int wanted = order;
            if (wanted != NOTHING) {
                call(wanted == LOCK ? "mlockall" : "munlockall", MCL_CURRENT);
                order = NOTHING;
            }
        }
    }

    /** Without anything that could make this thread take a page fault. */
    private static void elsewhere(int wanted) {
        order = wanted;
        while (order != NOTHING) {
            Thread.onSpinWait();
        }
    }

    private static void run(Slot slot, int page) {
        slot.begin(slot.size());
        write(slot, page);
        require(slot.reset() && slot.isClean(), "page " + page + " was left as it was written");
    }

    private static void write(Slot slot, int page) {
        NativeMemory.putInt(slot.address() + (long) page * NativeMemory.PAGE_BYTES, -1);
    }

    @SuppressWarnings("restricted")
    private static void call(String function, int argument) {
        Linker linker = Linker.nativeLinker();
        try {
            int result =
                    (int)
                            linker.downcallHandle(
                                            linker.defaultLookup().find(function).orElseThrow(),
                                            FunctionDescriptor.of(
                                                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                                    .invokeExact(argument);
            if (result != 0) {
                System.out.println(REFUSED);
                System.exit(0);
            }
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            System.out.println(otherwise);
            System.exit(1);
        }
    }
}
