package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.CREATE;
import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.RESULT;
import static dev.wasmsandbox.wasi.TestGuest.ROOT;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_CREATE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_REMOVE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_UNLINK_FILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations, and after each one the accounts kept along the way against accounts made up from scratch by a walk
 * over everything that is there.
 */
class QuotaModelTest {
    private static final Effort UNPAID = new Effort(() -> {});

    private static final int OPERATIONS = Boolean.getBoolean("gate.long") ? 20_000 : 1_500;
    private static final long MAX_BYTES = 400_000;
    private static final int MAX_ENTRIES = 20;
    private static final String[] NAMES = {"a", "b", "c", "dd", "ä"};

    private final FakeScratch scratch = new FakeScratch();
    private final List<Integer> open = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_accounts_are_exact_after_each_step(long seed) throws IOException {
        Random random = new Random(seed);
        TestGuest guest = guest(DirectoryEntry.empty());
        for (int i = 0; i < OPERATIONS; i++) {
            scratch.full = random.nextInt(10) == 0;
            operate(guest, random);
            assertAccounts(guest, "step " + i);
        }
        scratch.full = false;
        // The end of a run, be it a trap: whatever was open is closed.
        guest.wasi.close();
        open.clear();
        assertAccounts(guest, "the end");
        Usage atTheEnd = guest.tree.used();

        DirectoryEntry stored = copy(workspace(guest));
        assertThat(guest(stored).tree.used()).as("the next run").isEqualTo(atTheEnd);
        guest.tree.close();
        assertThat(scratch.open).isZero();
    }

    private TestGuest guest(DirectoryEntry workspace) {
        return TestGuest.of(
                Tree.builder()
                        .limits(new TreeLimits(MAX_BYTES, MAX_ENTRIES, 6, 100_000, 40_000))
                        .scratch(scratch)
                        .mount("/app", workspace, MountAccess.READ_WRITE));
    }

    private static Directory workspace(TestGuest guest) {
        return guest.tree.mount("/app").orElseThrow().root();
    }

    private void operate(TestGuest guest, Random random) {
        String path = path(random);
        switch (random.nextInt(14)) {
            case 0 -> guest.path(PATH_CREATE_DIRECTORY, path);
            case 1 -> guest.path(PATH_REMOVE_DIRECTORY, path);
            case 2, 3 -> guest.path(PATH_UNLINK_FILE, path);
            case 4, 5 -> guest.rename(path, path(random));
            case 6 -> guest.link(path, path(random));
            case 7 -> guest.symlink("t".repeat(1 + random.nextInt(300)), path);
            case 8 -> {
                if (!open.isEmpty()) {
                    Collections.swap(open, 0, random.nextInt(open.size()));
                    guest.close(open.removeFirst());
                }
            }
            case 9 -> {
                if (guest.tryOpen(
                                ROOT,
                                0,
                                path,
                                random.nextBoolean() ? CREATE : CREATE | TestGuest.TRUNCATE,
                                READ_WRITE,
                                0)
                        == Errno.SUCCESS) {
                    open.add(guest.result());
                }
            }
            default -> {
                if (!open.isEmpty()) {
                    use(guest, random, open.get(random.nextInt(open.size())));
                }
            }
        }
    }

    private static void use(TestGuest guest, Random random, int fd) {
        long position = random.nextInt(4) == 0 ? random.nextInt(500_000) : random.nextInt(2_000);
        switch (random.nextInt(4)) {
            case 0 -> guest.call(WasiFunction.FD_FILESTAT_SET_SIZE, fd, position);
            case 1 -> guest.call(WasiFunction.FD_ALLOCATE, fd, position, 1L + random.nextInt(99));
            case 2 -> guest.call(WasiFunction.FD_SEEK, fd, position, 0, RESULT);
            default -> guest.tryWrite(fd, "x".repeat(random.nextInt(90_000)));
        }
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder("app");
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private void assertAccounts(TestGuest guest, String when) {
        Recount recount = new Recount();
        recount.walk(workspace(guest), "/app");
        for (int fd : open) {
            RegularFile file = guest.wasi.descriptors().file(fd).file();
            if (file.unlinked()) {
                recount.openWithoutName(file);
            }
        }
        assertThat(guest.tree.used()).as(when).isEqualTo(new Usage(recount.bytes, recount.entries));
        assertThat(recount.entries).as(when).isLessThanOrEqualTo(MAX_ENTRIES);
        assertThat(recount.bytes).as(when).isLessThanOrEqualTo(MAX_BYTES);
        assertThat(guest.tree.memoryUsed()).as(when).isBetween(0L, 100_000L);
        long contents = guest.tree.nodeMemoryUsed() - recount.nodeBytes;
        assertThat(contents).as(when).isBetween(0L, 22L * (256 + 512 + 1));
        assertThat(contents % 256).as(when).isZero();
    }

    /** What the tree takes, seen from outside. */
    private static final class Recount {
        private long bytes;
        private long entries;
        private long nodeBytes;
        private final List<RegularFile> nameless = new ArrayList<>();

        void walk(Directory directory, String path) {
            for (Directory.Listed child = directory.next(0, UNPAID);
                    child != null;
                    child = directory.next(child.sequence() + 1, UNPAID)) {
                String below = path + "/" + child.name();
                Node node = directory.lookup(child.name());
                entries++;
                nodeBytes += Storage.entryBytes(below.getBytes(UTF_8).length);
                if (node instanceof Directory inner) {
                    walk(inner, below);
                } else if (node != null) {
                    bytes += node.size();
                }
            }
        }

        void openWithoutName(RegularFile file) {
            if (!nameless.contains(file)) {
                nameless.add(file);
                bytes += file.size();
            }
        }
    }

    /** What storage would have of a directory: files and links, each name on its own. */
    private static DirectoryEntry copy(Directory directory) throws IOException {
        DirectoryEntryBuilder builder = DirectoryEntry.builder();
        copy(directory, "", builder);
        return builder.build();
    }

    private static void copy(Directory directory, String prefix, DirectoryEntryBuilder builder)
            throws IOException {
        for (Directory.Listed child = directory.next(0, UNPAID);
                child != null;
                child = directory.next(child.sequence() + 1, UNPAID)) {
            String path = prefix + child.name();
            switch (directory.lookup(child.name())) {
                case Directory inner -> {
                    builder.directory(path, 0);
                    copy(inner, path + "/", builder);
                }
                case SymbolicLink link -> builder.link(path, link.target(), 0);
                case RegularFile file -> {
                    byte[] bytes = new byte[(int) file.size()];
                    file.snapshot().read(0, bytes, 0, bytes.length);
                    builder.file(path, Blob.of(bytes), 0);
                }
                case null -> throw new AssertionError(path + " is listed but not there");
            }
        }
    }
}
