package dev.wasmsandbox.wasi.testsuite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.InputSource;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Scratch;
import dev.wasmsandbox.wasi.Tree;
import dev.wasmsandbox.wasi.TreeLimits;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one case finds around it; the cases in C know these names and numbers. Described in docs/wasi.md. */
final class SuiteWorld implements AutoCloseable {

    private static final long ORIGIN_NANOS = 1_500_000_000_000_000_000L;
    private static final int MAX_OPEN_FILES = 64;
    private static final int MAX_OUTPUT_BYTES = 1 << 16;

    /** Where written contents are kept. */
    enum Contents {
        /** In memory, which is enough for all bytes in one file. */
        IN_MEMORY(64L << 20),
        /** In scratch files, from the first byte on. */
        SPILLED(0);

        private final long memoryBytes;

        Contents(long memoryBytes) {
            this.memoryBytes = memoryBytes;
        }

        /** Bytes, entries and depth are reached by cases. */
        private TreeLimits limits() {
            return new TreeLimits(16L << 20, 200, 32, memoryBytes);
        }
    }

    final GuestClock clock = GuestClock.system();
    final CappedOutput output = new CappedOutput(MAX_OUTPUT_BYTES);
    final CappedOutput errors = new CappedOutput(MAX_OUTPUT_BYTES);
    final Tree tree;
    final WasiPreview1 wasi;

    /** Sets up a world; large contents go to the scratch space, which stays its owner's. */
    SuiteWorld(Contents contents, Scratch scratch) {
        tree = tree(contents.limits(), scratch);
        wasi = new WasiPreview1(tree, config());
    }

    private WasiConfig config() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("NAME", "value");
        environment.put("EMPTY", "");
        environment.put("SIGN", "a=b");
        return WasiConfig.builder()
                .arguments(List.of("suite", "", "two words", "ümläut"))
                .environment(environment)
                .clocks(clock)
                .standardInput(InputSource.of("line one\nline two\n".getBytes(UTF_8)))
                .standardOutput(output)
                .standardError(errors)
                .maxOpenFiles(MAX_OPEN_FILES)
                .build();
    }

    private static Tree tree(TreeLimits limits, Scratch scratch) {
        DirectoryEntry app =
                DirectoryEntry.builder()
                        .file("origin.txt", blob("original"), ORIGIN_NANOS)
                        .file("origin_dir/inner.txt", blob("inner"), ORIGIN_NANOS)
                        .link("origin_link", "origin.txt", ORIGIN_NANOS)
                        .build();
        DirectoryEntry other =
                DirectoryEntry.builder().file("there.txt", blob("there"), ORIGIN_NANOS).build();
        DirectoryEntry readOnly =
                DirectoryEntry.builder()
                        .file("file.txt", blob("constant"), ORIGIN_NANOS)
                        .file("dir/inner.txt", blob("deep"), ORIGIN_NANOS)
                        .directory("empty", ORIGIN_NANOS)
                        .link("link", "file.txt", ORIGIN_NANOS)
                        .link("to_app", "../app/origin.txt", ORIGIN_NANOS)
                        .link("absolute", "/ro/file.txt", ORIGIN_NANOS)
                        .build();
        DirectoryEntry layer =
                DirectoryEntry.builder()
                        .file("file.txt", blob("below"), ORIGIN_NANOS)
                        .file("dir/inner.txt", blob("under"), ORIGIN_NANOS)
                        .build();
        try {
            return Tree.builder()
                    .limits(limits)
                    .scratch(scratch)
                    .mount("/app", app, MountAccess.READ_WRITE)
                    .mount("/other", other, MountAccess.READ_WRITE)
                    .mount("/ro", readOnly, MountAccess.READ_ONLY)
                    .mount("/layer", layer, MountAccess.PRIVATE_CHANGES)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Blob blob(String text) {
        return Blob.of(text.getBytes(UTF_8));
    }

    @Override
    public void close() {
        tree.close();
    }
}
