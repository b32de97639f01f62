package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding and loading the library; in JVMs of their own, because a process loads it once. */
class LibraryIT {

    @TempDir Path temporary;

    private ChildJvm child() {
        return ChildJvm.of(Program.class)
                .jvmArguments("-Ddev.wasmsandbox.cache=" + temporary.resolve("cache"));
    }

    private Path extracted() throws IOException {
        try (var files = Files.list(temporary.resolve("cache/natives"))) {
            return files.filter(p -> p.toString().endsWith(".so")).findFirst().orElseThrow();
        }
    }

    @Test
    void is_unpacked_once_and_again_when_it_was_damaged() throws IOException {
        child().run().expectExitCode(0).expectOutput("answer 42");
        Path library = extracted();
        long size = Files.size(library);

        Files.writeString(library, "damaged");
        child().run().expectExitCode(0).expectOutput("answer 42");

        assertThat(library).hasSize(size);
    }

    @Test
    void a_library_of_ones_own_may_be_named() throws IOException {
        child().run().expectExitCode(0);
        child().jvmArguments("-D" + WasmtimeLibrary.PROPERTY + "=" + extracted())
                .run()
                .expectExitCode(0)
                .expectOutput("answer 42");
    }

    @Test
    void a_named_file_that_is_missing_is_reported_each_time() {
        child().jvmArguments("-D" + WasmtimeLibrary.PROPERTY + "=/no/such/lib.so")
                .run()
                .expectExitCode(3)
                .expectOutput("names /no/such/lib.so, which is not a file")
                .expectOutput("again: the system property " + WasmtimeLibrary.PROPERTY);
    }

    @Test
    void a_file_that_is_no_library_is_reported() throws IOException {
        Path file = Files.writeString(temporary.resolve("libwasmtime.so"), "not a library");
        child().jvmArguments("-D" + WasmtimeLibrary.PROPERTY + "=" + file)
                .run()
                .expectExitCode(3)
                .expectOutput("cannot load " + file + " on " + WasmtimeLibrary.platform())
                .expectOutput("is it libwasmtime 50.0.1 for this platform");
    }

    @Test
    void another_library_is_reported() {
        Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        child().jvmArguments("-D" + WasmtimeLibrary.PROPERTY + "=" + other)
                .run()
                .expectExitCode(3)
                .expectOutput("is not libwasmtime 50.0.1: it has no function");
    }

    @Test
    void an_unknown_platform_is_reported() {
        child().jvmArguments("-Dos.arch=vax")
                .run()
                .expectExitCode(3)
                .expectOutput("there is no libwasmtime for the platform linux-vax")
                .expectOutput("with the classifier linux-vax");
    }

    @Test
    void an_unusable_cache_is_reported() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        ChildJvm.of(Program.class)
                .jvmArguments("-Ddev.wasmsandbox.cache=" + file)
                .run()
                .expectExitCode(3)
                .expectOutput(
                        "cannot unpack libwasmtime: the cache directory " + file + " is refused");
    }

    @Test
    void denied_native_access_names_the_flag() {
        child().withoutNativeAccess()
                .jvmArguments("--illegal-native-access=deny")
                .run()
                .expectExitCode(3)
                .expectOutput(
                        "this JVM denies native access; start it with --enable-native-access=ALL-UNNAMED");
    }

    /** Loads the library and runs one function. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            try {
                byte[] wasm =
                        Wat.toWasm("(module (func (export \"f\") (result i32) i32.const 42))");
                try (Engine engine = Engine.create(Config.builder().build());
                        Module module = Module.compile(engine, wasm);
                        Linker linker = Linker.create(engine);
                        InstancePre pre = linker.instantiatePre(module)) {
                    OnWasmThread.run(() -> {
                        try (Store store = Store.create(engine)) {
                            long answer = pre.instantiate(store).function("f").call();
                            System.out.println("answer " + answer);
                        }
                    });
                }
            } catch (WasmtimeUnavailableException e) {
                System.out.println(e.getMessage());
                try {
                    Engine.create(Config.builder().build());
                } catch (WasmtimeUnavailableException again) {
                    System.out.println("again: " + again.getMessage());
                }
                System.exit(3);
            }
        }
    }
}
