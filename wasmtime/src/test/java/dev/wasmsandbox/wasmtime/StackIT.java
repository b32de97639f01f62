package dev.wasmsandbox.wasmtime;

import dev.wasmsandbox.testkit.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest that recurses to the end of its stack gets a trap, whatever the stack's size; on a thread that is too small the JVM would end. */
class StackIT {

    @ParameterizedTest
    @ValueSource(longs = {64L << 10, 512L << 10, 1L << 20, 4L << 20, 16L << 20})
    void recursion_is_a_trap(long maxWasmStack) {
        ChildJvm.of(Program.class)
                .arguments(Long.toString(maxWasmStack))
                .run()
                .expectExitCode(0)
                .expectOutput("20 rounds survived");
    }

    /** As from a JVM that ignores the size it is asked for: it is found before a guest can do harm. */
    @Test
    void a_thread_with_less_stack_than_it_asked_for_is_refused() {
        ChildJvm.of(SmallStack.class)
                .run()
                .expectExitCode(0)
                .expectOutput("thread small has a stack of ")
                .expectOutput("although 6291456 were asked for");
    }

    /** In a process of its own: the C library gives a new thread the larger stack of one that has ended, if there is one. */
    static final class SmallStack {
        private SmallStack() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread thread = new WasmThread(null, SmallStack::tryIt, "small", 4L << 20, 2L << 20);
            thread.start();
            thread.join();
        }

        private static void tryIt() {
            try {
                WasmThread.checkStack();
            } catch (WasmtimeUnavailableException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Recurses with and without a host call at each level, and lets Java overflow on the same thread afterwards. */
    static final class Program {

        private static final String WAT =
                """
                (module
                  (import "host" "visit" (func $visit (param i32) (result i32)))
                  (func $plain (export "plain") (param i32) (result i32)
                    (i32.add (i32.const 1) (call $plain (local.get 0))))
                  (func $visiting (export "visiting") (param i32) (result i32)
                    (drop (call $visit (local.get 0)))
                    (i32.add (i32.const 1) (call $visiting (local.get 0)))))
                """;

        private static long visits;

        private Program() {}

        private static void expectOverflow(Func function) {
            try {
                function.call(1);
                throw new AssertionError("the recursion ended");
            } catch (TrapException e) {
                if (e.code() != TrapCode.STACK_OVERFLOW) {
                    throw e;
                }
            }
        }

        private static int javaRecursion(int depth) {
            return depth < 0 ? 0 : 1 + javaRecursion(depth + 1);
        }

        public static void main(String[] arguments) throws InterruptedException {
            long stack = Long.parseLong(arguments[0]);
            Config config = Config.builder().maxWasmStack(stack).build();
            HostFunction visit =
                    (store, frame) -> {
                        visits++;
                        // Work of a normal host function: some Java frames and an exception.
                        frame.returnI32(Integer.parseInt(String.valueOf(frame.i32(0))));
                    };
            try (var guest =
                    new GuestFixture(
                            config,
                            WAT,
                            linker ->
                                    linker.define(
                                            "host", "visit", new FunctionType("i", "i"), visit))) {
                Thread thread =
                        new WasmThread(
                                null,
                                () -> {
                                    for (int i = 0; i < 20; i++) {
                                        try (Store store = guest.store()) {
                                            Instance instance = guest.instantiate(store);
                                            expectOverflow(instance.function("plain"));
                                            expectOverflow(instance.function("visiting"));
                                        }
                                        try {
                                            javaRecursion(1);
                                        } catch (StackOverflowError e) {
                                            continue;
                                        }
                                        throw new AssertionError("Java did not overflow");
                                    }
                                    System.out.println("20 rounds survived, " + visits + " visits");
                                },
                                "guest",
                                stack);
                thread.start();
                thread.join();
            }
        }
    }
}
