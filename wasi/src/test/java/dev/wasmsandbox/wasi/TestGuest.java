package dev.wasmsandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A guest that makes WASI calls by hand; each call starts with the same free memory. */
final class TestGuest {

    static final int ROOT = 3;
    static final int FOLLOW = 1;
    static final int CREATE = 1;
    static final int DIRECTORY = 2;
    static final int EXCLUSIVE = 4;
    static final int TRUNCATE = 8;
    static final int RESULT = 64;
    static final int FREE = 4096;

    /** What wasi-libc asks for when a file is opened for reading, and for both. */
    static final long READ =
            Rights.ALL & ~(Rights.FD_WRITE | Rights.FD_ALLOCATE | Rights.FD_FILESTAT_SET_SIZE);

    static final long READ_WRITE = Rights.ALL;

    final ByteArrayMemory memory = new ByteArrayMemory(1 << 20);
    final FakeClocks clocks = new FakeClocks();
    final CappedOutput out = new CappedOutput(1 << 20);
    final CappedOutput err = new CappedOutput(1 << 20);
    final Tree tree;
    final WasiPreview1 wasi;
    private int free = FREE;

    /** One entry of a directory. */
    record Entry(String name, long inode, int type, long next) {}

    TestGuest(Tree tree) {
        this(
                tree,
                WasiConfig.builder()
                        .arguments(List.of("guest"))
                        .environment(Map.of("NAME", "value")));
    }

    TestGuest(Tree tree, WasiConfig.Builder config) {
        this.tree = tree;
        this.wasi =
                new WasiPreview1(
                        tree, config.clocks(clocks).standardOutput(out).standardError(err).build());
    }

    TestGuest(Tree tree, WasiConfig.Builder config, WasiState state) {
        this.tree = tree;
        this.wasi =
                new WasiPreview1(
                        tree,
                        config.clocks(clocks).standardOutput(out).standardError(err).build(),
                        state);
    }

    /** A guest with an empty workspace at /app. */
    static TestGuest withWorkspace() {
        return withWorkspace(DirectoryEntry.empty(), TreeLimits.defaults());
    }

    static TestGuest withWorkspace(DirectoryEntry workspace, TreeLimits limits) {
        return of(Tree.builder().limits(limits).mount("/app", workspace, MountAccess.READ_WRITE));
    }

    static TestGuest of(Tree.Builder builder) {
        try {
            return new TestGuest(builder.build());
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    int call(WasiFunction function, Object... arguments) {
        assertThat(arguments).as(function.importName()).hasSize(function.parameters().length());
        free = FREE;
        return function.call(wasi, memory, new Arguments(List.of(arguments)));
    }

    /** Makes a call that must succeed. */
    void ok(WasiFunction function, Object... arguments) {
        expect(Errno.SUCCESS, function, arguments);
    }

    void expect(Errno errno, WasiFunction function, Object... arguments) {
        assertThat(name(call(function, arguments))).as(function.importName()).isEqualTo(errno);
    }

    static Errno name(int code) {
        return Arrays.stream(Errno.values())
                .filter(errno -> errno.code() == code)
                .findFirst()
                .orElseThrow();
    }

    /** Puts bytes into free memory. */
    int put(byte[] bytes) {
        int address = free;
        memory.write(address, bytes, 0, bytes.length);
        free += bytes.length + 8;
        return address;
    }

    int put(String text) {
        return put(text.getBytes(UTF_8));
    }

    static int length(String text) {
        return text.getBytes(UTF_8).length;
    }

    byte[] bytes(int address, int length) {
        byte[] copy = new byte[length];
        memory.read(address, copy, 0, length);
        return copy;
    }

    int result() {
        return memory.intAt(RESULT);
    }

    Errno tryOpen(int base, int lookup, String path, int flags, long rights, int fdFlags) {
        return name(
                call(
                        WasiFunction.PATH_OPEN,
                        base,
                        lookup,
                        put(path),
                        length(path),
                        flags,
                        rights,
                        Rights.ALL,
                        fdFlags,
                        RESULT));
    }

    int open(String path, int flags, long rights) {
        assertThat(tryOpen(ROOT, FOLLOW, path, flags, rights, 0))
                .as("open " + path)
                .isEqualTo(Errno.SUCCESS);
        return result();
    }

    void close(int fd) {
        ok(WasiFunction.FD_CLOSE, fd);
    }

    int vector(int address, int length) {
        int at = (free + 7) & ~7;
        memory.setInt(at, address);
        memory.setInt(at + 4, length);
        free = at + 8;
        return at;
    }

    Errno tryWrite(int fd, String text) {
        return name(call(WasiFunction.FD_WRITE, fd, vector(put(text), length(text)), 1, RESULT));
    }

    void write(int fd, String text) {
        assertThat(tryWrite(fd, text)).isEqualTo(Errno.SUCCESS);
        assertThat(result()).isEqualTo(length(text));
    }

    String read(int fd, int max) {
        int buffer = 1 << 19;
        ok(WasiFunction.FD_READ, fd, vector(buffer, max), 1, RESULT);
        return new String(bytes(buffer, result()), UTF_8);
    }

    void writeFile(String path, String text) {
        int fd = open(path, CREATE | TRUNCATE, READ_WRITE);
        write(fd, text);
        close(fd);
    }

    String readFile(String path) {
        int fd = open(path, 0, READ);
        String text = read(fd, 1 << 18);
        close(fd);
        return text;
    }

    Errno path(WasiFunction function, String path) {
        return name(call(function, ROOT, put(path), length(path)));
    }

    Errno rename(String from, String to) {
        return name(
                call(
                        WasiFunction.PATH_RENAME,
                        ROOT,
                        put(from),
                        length(from),
                        ROOT,
                        put(to),
                        length(to)));
    }

    Errno link(String from, String to) {
        return name(
                call(
                        WasiFunction.PATH_LINK,
                        ROOT,
                        0,
                        put(from),
                        length(from),
                        ROOT,
                        put(to),
                        length(to)));
    }

    Errno symlink(String target, String path) {
        return name(
                call(
                        WasiFunction.PATH_SYMLINK,
                        put(target),
                        length(target),
                        ROOT,
                        put(path),
                        length(path)));
    }

    Errno stat(String path, int lookup) {
        return name(
                call(
                        WasiFunction.PATH_FILESTAT_GET,
                        ROOT,
                        lookup,
                        put(path),
                        length(path),
                        RESULT));
    }

    long statField(String path, int offset) {
        assertThat(stat(path, 0)).as("stat " + path).isEqualTo(Errno.SUCCESS);
        return memory.longAt(RESULT + offset);
    }

    List<Entry> list(String path) {
        int fd = open(path, DIRECTORY, READ);
        List<Entry> entries = list(fd, 1 << 16);
        close(fd);
        return entries;
    }

    /** Lists with a small buffer, the way wasi-libc does it. */
    List<Entry> list(int fd, int bufferSize) {
        List<Entry> entries = new ArrayList<>();
        long cookie = 0;
        while (true) {
            int buffer = 1 << 18;
            ok(WasiFunction.FD_READDIR, fd, buffer, bufferSize, cookie, RESULT);
            int used = result();
            int at = 0;
            int before = entries.size();
            while (at + 24 <= used) {
                int nameLength = memory.intAt(buffer + at + 16);
                if (at + 24 + nameLength > used) {
                    break;
                }
                cookie = memory.longAt(buffer + at);
                entries.add(
                        new Entry(
                                new String(bytes(buffer + at + 24, nameLength), UTF_8),
                                memory.longAt(buffer + at + 8),
                                memory.byteAt(buffer + at + 20),
                                cookie));
                at += 24 + nameLength;
            }
            if (used < bufferSize) {
                return entries;
            }
            assertThat(entries.size()).as("progress").isGreaterThan(before);
        }
    }

    List<String> names(String path) {
        return list(path).stream().map(Entry::name).toList();
    }

    Changes changes() {
        try {
            return tree.mount("/app").orElseThrow().changes();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Arguments(List<Object> values) implements CallArguments {

        @Override
        public int i32(int index) {
            return (Integer) values.get(index);
        }

        @Override
        public long i64(int index) {
            return ((Number) values.get(index)).longValue();
        }
    }
}
