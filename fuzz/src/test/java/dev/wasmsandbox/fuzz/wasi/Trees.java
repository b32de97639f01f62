package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.TreeLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The trees that a fuzzed guest sees at its beginning: each kind of mount, one inside of another, links of every kind. */
final class Trees implements AutoCloseable {
    /** Small, so that each limit is met soon. */
    static final TreeLimits LIMITS = new TreeLimits(4_000, 40, 5, 1_200);

    /** A tree at a path. */
    record Mounted(String path, DirectoryEntry content, MountAccess access) {}

    private final Path file;
    private final ArchiveTree archive;
    private final List<Mounted> mounts;

    Trees() throws IOException {
        file = Files.createTempFile("fuzz", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("a", "d/e", "d/f/g")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        archive = ArchiveTree.open(file);
        mounts =
                List.of(
                        new Mounted("/app", workspace(), MountAccess.READ_WRITE),
                        new Mounted("/app/in", library(), MountAccess.READ_ONLY),
                        new Mounted("/lib", library(), MountAccess.PRIVATE_CHANGES),
                        new Mounted("/ro", library(), MountAccess.READ_ONLY),
                        new Mounted("/x/y/z", DirectoryEntry.empty(), MountAccess.READ_WRITE),
                        new Mounted("/zip", archive.root(), MountAccess.READ_ONLY));
    }

    private static DirectoryEntry workspace() {
        byte[] longer = new byte[700];
        Arrays.fill(longer, (byte) 'b');
        return DirectoryEntry.builder()
                .file("a", bytes("hello"), 1_000)
                .file("b", Blob.of(longer), 2_000)
                .file("d/e", bytes("deep"), 3_000)
                .file("d/f/g", bytes("deeper"), 4_000)
                .file("in/covered", bytes("not to be seen"), 4_500)
                .link("d/y", "../d/f", 4_700)
                .link("l", "d", 5_000)
                .link("m", "../x/y/z", 6_000)
                .link("n", "/app/d/f/", 7_000)
                .link("o", "o", 8_000)
                .link("p", "../../../..", 9_000)
                .build();
    }

    private static DirectoryEntry library() {
        return DirectoryEntry.builder()
                .file("s.py", bytes("print()"), 1_000)
                .file("pkg/t.py", bytes("t = 1"), 2_000)
                .file("dir/u.txt", bytes("u"), 3_000)
                .link("q", "pkg", 4_000)
                .link("r.txt", "dir/u.txt/", 5_000)
                .directory("y", 6_000)
                .build();
    }

    private static Blob bytes(String text) {
        return Blob.of(text.getBytes(StandardCharsets.UTF_8));
    }

    List<Mounted> mounts() {
        return mounts;
    }

    @Override
    public void close() throws IOException {
        archive.close();
        Files.deleteIfExists(file);
    }
}
