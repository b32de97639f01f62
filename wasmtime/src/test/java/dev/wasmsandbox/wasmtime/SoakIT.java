package dev.wasmsandbox.wasmtime;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Many stores with all kinds of ends leave nothing behind: no native object, no mapping, no file, no growing memory. */
class SoakIT {

    @Test
    @EnabledOnOs(OS.LINUX)
    void thousands_of_stores_leave_nothing_behind() {
        ChildJvm.of(Program.class)
                .jvmArguments("-Xmx256m")
                .run()
                .expectExitCode(0)
                .expectOutput("nothing is left");
    }

    /** Warms up, then compares before and after. */
    static final class Program {

        private static final int WARM_UP = 2_000;
        private static final int ROUNDS = 20_000;

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            Config.Builder config = Config.builder().fuel(true);
            HostFunction fail =
                    (store, frame) -> {
                        throw new IllegalStateException("expected");
                    };
            Map<NativeObjects.Kind, Long> empty = NativeObjects.live();
            try (var guest = TrapIT.guest(config, fail)) {
                OnWasmThread.run(() -> rounds(guest, WARM_UP));
                long mappings = mappings();
                long files = files();
                long memory = residentKib();
                OnWasmThread.run(() -> rounds(guest, ROUNDS));
                System.out.printf(
                        "mappings %d -> %d, files %d -> %d, resident %d -> %d KiB%n",
                        mappings, mappings(), files, files(), memory, residentKib());
                require(mappings() - mappings < 40, "mappings grew");
                require(files() == files, "files grew");
                require(residentKib() - memory < 100 * 1024, "resident memory grew");
            }
            require(
                    NativeObjects.live().equals(empty),
                    "native objects are left: " + NativeObjects.live());
            System.out.println("nothing is left");
        }

        private static void rounds(GuestFixture guest, int count) {
            String[] ends = {
                "nop", "unreachable", "spin", "host", "out_of_bounds", "recursion", "nop", "nop"
            };
            for (int i = 0; i < count; i++) {
                try (Store store = guest.store()) {
                    store.setFuel(200);
                    store.limit(StoreLimits.single(1 << 20, 100));
                    guest.instantiate(store).function(ends[i % ends.length]).call();
                } catch (WasmtimeException | IllegalStateException e) {
                    if (ends[i % ends.length].equals("nop")) {
                        throw e;
                    }
                }
            }
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new AssertionError(message);
            }
        }

        private static long mappings() throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
                return lines.count();
            }
        }

        private static long files() throws IOException {
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                return files.count();
            }
        }

        private static long residentKib() throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum();
            }
        }
    }
}
