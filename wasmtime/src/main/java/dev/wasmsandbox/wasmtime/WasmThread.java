package dev.wasmsandbox.wasmtime;

import org.jspecify.annotations.Nullable;

/**
 * A platform thread whose stack is large enough for guest code; guests run on no other.
 *
 * <p>Wasmtime does not look at the real end of the stack: it lets a guest use {@link Config#maxWasmStack} bytes from where it
 * was entered. On a smaller stack a guest that recurses ends the JVM (measured: a 1 MiB guest stack on a 1 MiB thread does).
 * Host functions run Java on the same stack, below the guest; they get {@link #HEADROOM} bytes.
 */
public class WasmThread extends Thread {

    /** Bytes of stack beyond the guest's: for host functions and the JVM's own guard zones. */
    public static final long HEADROOM = 2L << 20;

    /** The C library keeps a little of a stack for itself. */
    private static final long TOLERANCE = 64L << 10;

    private final long maxWasmStack;
    // Written and read by this thread only.
    private @Nullable Store current;
    private boolean stackChecked;

    /**
     * Creates a thread, without starting it.
     *
     * @param group thread group; {@code null} for the creator's
     * @param task what it runs
     * @param name its name
     * @param maxWasmStack largest {@link Config#maxWasmStack} of the engines whose code it will run
     */
    public WasmThread(@Nullable ThreadGroup group, Runnable task, String name, long maxWasmStack) {
        this(group, task, name, maxWasmStack, Config.checkStack(maxWasmStack) + HEADROOM);
    }

    /** For tests: a thread that gets another stack than it needs, as from a JVM that ignores the wish. */
    WasmThread(
            @Nullable ThreadGroup group,
            Runnable task,
            String name,
            long maxWasmStack,
            long stackBytes) {
        super(group, task, name, stackBytes);
        this.maxWasmStack = maxWasmStack;
    }

    /**
     * Makes sure that the JVM gave this thread the stack that it was asked for; done at the latest when guest code is entered.
     *
     * @throws WasmtimeUnavailableException if it did not: guest code could end the process
     */
    public static void checkStack() {
        here().requireStack();
    }

    private void requireStack() {
        if (stackChecked) {
            return;
        }
        long needed = maxWasmStack + HEADROOM;
        long bytes = ThreadStack.bytesOfThisThread().orElse(needed);
        if (bytes < needed - TOLERANCE) {
            throw new WasmtimeUnavailableException(
                    "thread "
                            + getName()
                            + " has a stack of "
                            + bytes
                            + " bytes although "
                            + needed
                            + " were asked for: guests could end this JVM, so none is run; use a JVM that keeps the stack sizes of threads, such as HotSpot, and no limit of the system below that size");
        }
        stackChecked = true;
    }

    final void enter(Store store, long neededStack) {
        if (current != null) {
            throw new IllegalStateException(
                    "a host function called guest code again; nested calls are refused, because both would share one stack");
        }
        if (neededStack > maxWasmStack) {
            throw new IllegalStateException(
                    "thread "
                            + getName()
                            + " was made for a guest stack of "
                            + maxWasmStack
                            + " bytes, but this engine's is "
                            + neededStack);
        }
        requireStack();
        current = store;
    }

    final void leave() {
        current = null;
    }

    /** The thread that runs this code, which must be one that may run guests. */
    static WasmThread here() {
        if (Thread.currentThread() instanceof WasmThread thread) {
            return thread;
        }
        throw new IllegalStateException(
                "guest code runs on a WasmThread only, whose stack is known to be large enough; this is "
                        + Thread.currentThread());
    }

    /** The store whose guest code called the host function that runs now. */
    static Store currentStore() {
        Store store = here().current;
        if (store == null) {
            throw new IllegalStateException("no guest code is running on this thread");
        }
        return store;
    }
}
