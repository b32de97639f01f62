package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.READ;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_CREATE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_REMOVE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_UNLINK_FILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations, after which three things must agree: the tree as the guest sees it, the workspace that was there
 * with the reported changes applied, and the quota.
 */
class TreePropertyTest {

    private static final int OPERATIONS = 300;
    private static final String[] NAMES = {"a", "b", "c", "d"};

    private final DirectoryEntry workspace =
            DirectoryEntry.builder()
                    .file("a", Blob.of("one".getBytes(UTF_8)), 1)
                    .file("b/a", Blob.of("two".getBytes(UTF_8)), 1)
                    .file("b/c/d", Blob.of("three".getBytes(UTF_8)), 1)
                    .link("d", "b/a", 1)
                    .link("b/b", "../a", 1)
                    .directory("c/c", 1)
                    .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void changes_and_quota_agree_with_what_the_guest_sees(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            TestGuest guest =
                    TestGuest.withWorkspace(workspace, new TreeLimits(200, 15, 6, 1 << 20));
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < OPERATIONS; i++) {
                operate(guest, random, open);
            }
            open.forEach(guest::close);
            Map<String, String> seen = new TreeMap<>();
            Map<String, Long> sizes = new HashMap<>();
            walk(guest, "app", "", seen, sizes);

            Map<String, String> expected = new TreeMap<>();
            collect("", workspace, expected);
            apply(guest.changes(), expected);

            assertThat(seen).isEqualTo(expected);
            assertThat(guest.tree.used())
                    .isEqualTo(
                            new Usage(
                                    sizes.values().stream().mapToLong(Long::longValue).sum(),
                                    seen.size()));
            assertThat(guest.tree.used().entries()).isLessThanOrEqualTo(15);
            assertThat(guest.tree.used().bytes()).isLessThanOrEqualTo(200);
        }
    }

    private static void operate(TestGuest guest, Random random, List<Integer> open) {
        String path = path(random);
        switch (random.nextInt(9)) {
            case 0 -> guest.path(PATH_CREATE_DIRECTORY, path);
            case 1 -> guest.path(PATH_REMOVE_DIRECTORY, path);
            case 2 -> guest.path(PATH_UNLINK_FILE, path);
            case 3 -> guest.rename(path, path(random));
            case 4 -> guest.link(path, path(random));
            case 5 -> guest.symlink(random.nextBoolean() ? "a" : "../b/c", path);
            case 6 -> {
                if (open.size() > 5) {
                    guest.close(open.removeFirst());
                }
            }
            default -> {
                int flags = random.nextInt(16) & ~TestGuest.DIRECTORY;
                if (guest.tryOpen(ROOT, random.nextInt(2), path, flags | CREATE, READ_WRITE, 0)
                        == Errno.SUCCESS) {
                    int fd = guest.result();
                    open.add(fd);
                    if (random.nextInt(4) == 0) {
                        guest.call(
                                WasiFunction.FD_FILESTAT_SET_SIZE, fd, (long) random.nextInt(40));
                    } else {
                        guest.tryWrite(fd, "x".repeat(random.nextInt(30)));
                    }
                }
            }
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder("app");
        for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private static void walk(
            TestGuest guest,
            String directory,
            String prefix,
            Map<String, String> seen,
            Map<String, Long> sizes) {
        for (TestGuest.Entry entry : guest.list(directory)) {
            if (entry.name().equals(".") || entry.name().equals("..")) {
                continue;
            }
            String path = directory + "/" + entry.name();
            String relative = prefix + entry.name();
            long size = guest.statField(path, 32);
            if (entry.type() == FileType.DIRECTORY) {
                seen.put(relative, "directory");
                walk(guest, path, relative + "/", seen, sizes);
            } else {
                sizes.put(relative, size);
                seen.put(
                        relative,
                        entry.type() == FileType.REGULAR_FILE
                                ? "file " + read(guest, path)
                                : "link " + readLink(guest, path));
            }
        }
    }

    private static String read(TestGuest guest, String path) {
        int fd = guest.open(path, 0, READ);
        String text = guest.read(fd, 1000);
        guest.close(fd);
        return text;
    }

    private static String readLink(TestGuest guest, String path) {
        guest.ok(
                WasiFunction.PATH_READLINK,
                ROOT,
                guest.put(path),
                path.length(),
                50_000,
                100,
                TestGuest.RESULT);
        return new String(guest.bytes(50_000, guest.result()), UTF_8);
    }

    private static void collect(String prefix, DirectoryEntry directory, Map<String, String> into)
            throws IOException {
        for (Map.Entry<String, Entry> child : directory.entries().entrySet()) {
            String path = prefix + child.getKey();
            switch (child.getValue()) {
                case FileEntry file -> into.put(path, "file " + text(file.content()));
                case LinkEntry link -> into.put(path, "link " + link.target());
                case DirectoryEntry inner -> {
                    into.put(path, "directory");
                    collect(path + "/", inner, into);
                }
            }
        }
    }

    /** Commits the way {@link Changes} says, checking that each step is possible when its turn comes. */
    private static void apply(Changes changes, Map<String, String> state) throws IOException {
        Set<String> gone = new HashSet<>(changes.deletedFiles());
        gone.addAll(changes.deletedLinks());
        for (String path : gone) {
            assertThat(state.remove(path))
                    .as("deleted " + path)
                    .isNotNull()
                    .isNotEqualTo("directory");
        }
        for (String path : changes.deletedDirectories().reversed()) {
            assertThat(state.keySet()).noneMatch(other -> other.startsWith(path + "/"));
            assertThat(state.remove(path)).as("deleted " + path).isEqualTo("directory");
        }
        for (String path : changes.createdDirectories()) {
            put(state, path, "directory");
        }
        for (Changes.ChangedFile file : changes.createdFiles()) {
            put(state, file.path(), "file " + text(file.content()));
        }
        for (Changes.ChangedFile file : changes.modifiedFiles()) {
            String before = state.put(file.path(), "file " + text(file.content()));
            assertThat(before).startsWith("file ").isNotEqualTo(state.get(file.path()));
        }
        for (Changes.ChangedLink link : changes.createdLinks()) {
            put(state, link.path(), "link " + link.target());
        }
    }

    private static void put(Map<String, String> state, String path, String what) {
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            assertThat(state.get(path.substring(0, slash))).isEqualTo("directory");
        }
        assertThat(state.put(path, what)).as("created " + path).isNull();
    }

    private static String text(Blob blob) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.transferTo(out);
        return out.toString(UTF_8);
    }
}
