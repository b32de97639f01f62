package dev.wasmsandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of the package's manual, as a program. */
class ManualTest {

    @Test
    void makes_a_guests_world_and_commits_what_it_did() throws IOException {
        byte[] bytes = "a,b\n".getBytes(UTF_8);
        DirectoryEntry workspace =
                DirectoryEntry.builder()
                        .file("data/in.csv", Blob.of(bytes), FakeClocks.START)
                        .build();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        CappedOutput out = new CappedOutput(2_000_000, heard::write);
        ByteArrayMemory memory = new ByteArrayMemory(1 << 16);

        try (Tree tree =
                Tree.builder()
                        .limits(new TreeLimits(1 << 20, 100, 16, 1 << 20))
                        .scratch(new FakeScratch())
                        .mount("/app", workspace, MountAccess.READ_WRITE)
                        .mount("/usr/lib/python3.13", DirectoryEntry.empty(), MountAccess.READ_ONLY)
                        .build()) {
            WasiConfig config =
                    WasiConfig.builder()
                            .environment(Map.of("LC_ALL", "C.UTF-8"))
                            .clocks(new FakeClocks())
                            .standardOutput(out)
                            .build();
            try (WasiPreview1 wasi = new WasiPreview1(tree, config)) {
                runGuest(wasi, memory);
            }
            out.finish();
            Changes changes = tree.mount("/app").orElseThrow().changes();

            assertThat(changes.createdDirectories()).containsExactly("results");
            assertThat(heard.toString(UTF_8)).isEqualTo("hi");
        }
    }

    /** Stands for the engine. */
    private static void runGuest(WasiPreview1 wasi, ByteArrayMemory memory) {
        memory.write(100, "app/results".getBytes(UTF_8), 0, 11);
        memory.write(200, "hi".getBytes(UTF_8), 0, 2);
        memory.setInt(300, 200);
        memory.setInt(304, 2);
        assertThat(WasiFunction.PATH_CREATE_DIRECTORY.call(wasi, memory, integers(3, 100, 11)))
                .isZero();
        assertThat(WasiFunction.FD_WRITE.call(wasi, memory, integers(1, 300, 1, 400))).isZero();
    }

    private static CallArguments integers(int... values) {
        return new CallArguments() {
            @Override
            public int i32(int index) {
                return values[index];
            }

            @Override
            public long i64(int index) {
                throw new AssertionError("no parameter has 64 bits");
            }
        };
    }
}
