package dev.wasmsandbox.wasmtime;

import dev.wasmsandbox.testkit.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guests' faults and Java's own share the same signals: each kind of trap is mixed with Java's implicit null checks, divisions by
 * zero, stack overflows and collections, also inside host functions, on several threads.
 */
class FaultInterleaveIT {

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseSerialGC"})
    void traps_and_java_faults_do_not_disturb_each_other(String collector) {
        ChildJvm.of(Program.class)
                .jvmArguments(collector, "-Xmx512m")
                .run()
                .expectExitCode(0)
                .expectOutput("all rounds survived");
    }

    /** Three guest threads, 40 rounds each. */
    static final class Program {

        private static final int ROUNDS = 40;
        private static final Map<String, TrapCode> TRAPS =
                Map.of(
                        "unreachable", TrapCode.UNREACHABLE_CODE_REACHED,
                        "out_of_bounds", TrapCode.MEMORY_OUT_OF_BOUNDS,
                        "division_by_zero", TrapCode.INTEGER_DIVISION_BY_ZERO,
                        "overflow", TrapCode.INTEGER_OVERFLOW,
                        "recursion", TrapCode.STACK_OVERFLOW,
                        "null_call", TrapCode.INDIRECT_CALL_TO_NULL,
                        "spin", TrapCode.OUT_OF_FUEL);

        private static final ConcurrentLinkedQueue<Throwable> FAILURES =
                new ConcurrentLinkedQueue<>();

        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Config.Builder config = Config.builder().fuel(true);
            try (var guest =
                    TrapIT.guest(config, (store, frame) -> faultInJava((int) (store.fuel() & 3)))) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Thread thread =
                            new WasmThread(
                                    null, () -> rounds(guest), "guest-" + i, OnWasmThread.STACK);
                    thread.setUncaughtExceptionHandler((t, e) -> FAILURES.add(e));
                    threads.add(thread);
                    thread.start();
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            if (FAILURES.isEmpty()) {
                System.out.println("all rounds survived");
            } else {
                FAILURES.forEach(e -> e.printStackTrace(System.out));
                System.exit(1);
            }
        }

        private static void rounds(GuestFixture guest) {
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<String, TrapCode> trap : TRAPS.entrySet()) {
                    try (Store store = guest.store()) {
                        store.setFuel(2_000_000);
                        Instance instance = guest.instantiate(store);
                        expectTrap(instance.function(trap.getKey()), trap.getValue());
                        // What is left of the fuel decides which fault the host function makes.
                        store.setFuel(2_000_000 + round);
                        expectJavaFault(instance.function("host"));
                    }
                    expectJavaFault(0);
                    expectJavaFault(1);
                    expectJavaFault(3);
                }
                expectJavaFault(2);
                if (round % 10 == 0) {
                    System.gc();
                }
            }
        }

        private static void expectTrap(Func function, TrapCode code) {
            try {
                function.call();
            } catch (TrapException e) {
                if (e.code() == code) {
                    return;
                }
                throw new AssertionError(e.code() + " instead of " + code, e);
            }
            throw new AssertionError("no trap " + code);
        }

        private static void expectJavaFault(Func host) {
            try {
                host.call();
            } catch (NullPointerException
                    | ArithmeticException
                    | StackOverflowError
                    | ArrayIndexOutOfBoundsException e) {
                return;
            }
            throw new AssertionError("the host function did not fail");
        }

        private static void expectJavaFault(int kind) {
            try {
                faultInJava(kind);
            } catch (NullPointerException
                    | ArithmeticException
                    | StackOverflowError
                    | ArrayIndexOutOfBoundsException e) {
                return;
            }
            throw new AssertionError("Java did not fail");
        }

        /** Faults that HotSpot finds by signals, where the code is compiled. */
        private static void faultInJava(int kind) {
            switch (kind) {
                case 0 -> length(List.of());
                case 1 -> divide(10, kind - 1);
                case 2 -> recursion(1, 2, 3, 4, 5, 6, 7, 8);
                default -> element(new int[2], kind);
            }
        }

        @SuppressWarnings("NullAway") // the fault is wanted
        private static int length(List<String> texts) {
            String text = null;
            for (String candidate : texts) {
                text = candidate;
            }
            return text.length();
        }

        private static int divide(int a, int b) {
            return a / b;
        }

        private static int element(int[] array, int index) {
            return array[index];
        }

        /** The many parameters make frames large: unwinding costs by the frame. */
        private static long recursion(
                long a, long b, long c, long d, long e, long f, long g, long h) {
            return a < 0 ? b + c + d + e : 1 + recursion(a + 1, c, d, e, f, g, h, b);
        }
    }
}
