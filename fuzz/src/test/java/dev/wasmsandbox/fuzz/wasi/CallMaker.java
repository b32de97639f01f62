package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.ByteSource;
import dev.wasmsandbox.wasi.WasiFunction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes calls out of bytes: mostly such that mean something, some hostile in each argument. */
final class CallMaker {
    static final int MEMORY_BYTES = 1 << 16;
    private static final int RESULTS = 0x100;
    private static final int SCRATCH = 0x1000;
    private static final int BUFFERS = 0x9000;

    /** Names of the trees at the beginning, names to be made, and such that lead nowhere or out. */
    private static final List<String> NAMES =
            List.of(
                    "app",
                    "a",
                    "b",
                    "d",
                    "e",
                    "f",
                    "g",
                    "l",
                    "m",
                    "n",
                    "o",
                    "p",
                    "in",
                    "lib",
                    "ro",
                    "x",
                    "y",
                    "z",
                    "zip",
                    "s.py",
                    "pkg",
                    "t.py",
                    "q",
                    "r.txt",
                    "dir",
                    "u.txt",
                    "i",
                    "new",
                    "é",
                    "..",
                    ".",
                    "",
                    "k".repeat(255),
                    "k".repeat(256),
                    "nul\0",
                    "\ud800");

    /** How often a function is called, compared with the others; the rest once. */
    private static final List<WasiFunction> OFTEN =
            List.of(
                    WasiFunction.PATH_OPEN,
                    WasiFunction.PATH_OPEN,
                    WasiFunction.PATH_OPEN,
                    WasiFunction.PATH_OPEN,
                    WasiFunction.FD_WRITE,
                    WasiFunction.FD_WRITE,
                    WasiFunction.FD_READ,
                    WasiFunction.FD_PWRITE,
                    WasiFunction.FD_PREAD,
                    WasiFunction.FD_READDIR,
                    WasiFunction.PATH_RENAME,
                    WasiFunction.PATH_RENAME,
                    WasiFunction.PATH_LINK,
                    WasiFunction.PATH_SYMLINK,
                    WasiFunction.PATH_CREATE_DIRECTORY,
                    WasiFunction.PATH_UNLINK_FILE,
                    WasiFunction.PATH_FILESTAT_GET,
                    WasiFunction.FD_FILESTAT_SET_SIZE);

    /** Puts bytes into the memory of both guests. */
    interface Poke {
        void put(int address, byte[] bytes);
    }

    private final ByteSource source;
    private final Poke poke;
    private final List<WasiFunction> functions = new ArrayList<>(List.of(WasiFunction.values()));
    private int free;

    CallMaker(ByteSource source, Poke poke) {
        this.source = source;
        this.poke = poke;
        functions.addAll(OFTEN);
    }

    WasiCall next() {
        WasiFunction function = functions.get(source.below(functions.size()));
        free = SCRATCH;
        List<Long> arguments = new ArrayList<>();
        for (char kind : kinds(function).toCharArray()) {
            argument(kind, arguments);
        }
        return new WasiCall(function, arguments);
    }

    /**
     * What each argument means: f descriptor, r result, b buffer and length, v vectors and their number, p path and length,
     * l lookup flags, o open flags, g descriptor flags, R rights, I number of 64 bits, n number of 32 bits, c cookie,
     * s subscriptions, events and their number.
     */
    static String kinds(WasiFunction function) {
        return switch (function) {
            case ARGS_GET, ARGS_SIZES_GET, ENVIRON_GET, ENVIRON_SIZES_GET -> "rr";
            case CLOCK_RES_GET -> "nr";
            case CLOCK_TIME_GET -> "nIr";
            case FD_ADVISE, FD_FILESTAT_SET_TIMES -> "fIIn";
            case FD_ALLOCATE -> "fII";
            case FD_CLOSE, FD_DATASYNC, FD_SYNC -> "f";
            case FD_FDSTAT_GET, FD_FILESTAT_GET, FD_PRESTAT_GET, FD_TELL -> "fr";
            case FD_FDSTAT_SET_FLAGS -> "fg";
            case FD_FDSTAT_SET_RIGHTS -> "fRR";
            case FD_FILESTAT_SET_SIZE -> "fI";
            case FD_PREAD, FD_PWRITE -> "fvIr";
            case FD_PRESTAT_DIR_NAME -> "fb";
            case FD_READ, FD_WRITE -> "fvr";
            case FD_READDIR -> "fbcr";
            case FD_RENUMBER -> "ff";
            case FD_SEEK -> "fInr";
            case PATH_CREATE_DIRECTORY, PATH_REMOVE_DIRECTORY, PATH_UNLINK_FILE -> "fp";
            case PATH_FILESTAT_GET -> "flpr";
            case PATH_FILESTAT_SET_TIMES -> "flpIIn";
            case PATH_LINK -> "flpfp";
            case PATH_OPEN -> "flpoRRgr";
            case PATH_READLINK -> "fpbr";
            case PATH_RENAME -> "fpfp";
            case PATH_SYMLINK -> "pfp";
            case POLL_ONEOFF -> "sr";
            case PROC_EXIT, PROC_RAISE -> "n";
            case SCHED_YIELD -> "";
            case RANDOM_GET -> "b";
            case SOCK_ACCEPT -> "fnr";
            case SOCK_RECV -> "fvnrr";
            case SOCK_SEND -> "fvnr";
            case SOCK_SHUTDOWN -> "fn";
        };
    }

    private void argument(char kind, List<Long> arguments) {
        switch (kind) {
            case 'f' -> arguments.add((long) descriptor());
            case 'r' -> arguments.add((long) pointer(RESULTS, 32));
            case 'b' -> {
                arguments.add((long) pointer(BUFFERS, 64));
                arguments.add((long) length());
            }
            case 'v' -> vectors(arguments);
            case 'p' -> path(arguments);
            case 'l' -> arguments.add((long) small(2));
            case 'o' -> arguments.add((long) small(16));
            case 'g' -> arguments.add((long) (source.next() < 128 ? 0 : small(32)));
            case 'R' -> arguments.add(rights());
            case 'I' -> arguments.add(number());
            case 'n' -> arguments.add((long) small(6));
            case 'c' -> arguments.add(cookie());
            case 's' -> subscriptions(arguments);
            default -> throw new IllegalArgumentException("no argument of kind " + kind);
        }
    }

    private int descriptor() {
        int choice = source.next();
        if (choice < 96) {
            return ModelGuest.ROOT;
        }
        return choice < 244 ? choice % 12 : extreme();
    }

    private int extreme() {
        return switch (source.below(6)) {
            case 0 -> -1;
            case 1 -> Integer.MIN_VALUE;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> 255;
            case 4 -> MEMORY_BYTES - 1;
            default -> source.nextInt();
        };
    }

    private int small(int bound) {
        int choice = source.next();
        return choice < 246 ? choice % bound : extreme();
    }

    private int pointer(int base, int step) {
        int choice = source.next();
        if (choice < 236) {
            return base + choice % 32 * step + (choice % 5 == 0 ? choice % 7 : 0);
        }
        return choice < 246 ? MEMORY_BYTES - (choice - 236) * 8 : extreme();
    }

    private int length() {
        int choice = source.next();
        return choice < 244 ? choice : choice < 250 ? choice * 100 : extreme();
    }

    private long number() {
        int choice = source.below(16);
        return switch (choice) {
            case 0 -> 0;
            case 1 -> -1L - source.next();
            case 2 -> Long.MAX_VALUE - source.next();
            case 3 -> Long.MIN_VALUE;
            case 4 -> 1L << 32;
            case 5 -> source.nextLong();
            case 6, 7 -> source.next() * 16L;
            case 8 -> source.next() * 32L;
            default -> source.next();
        };
    }

    private long rights() {
        long all = ModelRights.FILE | ModelRights.DIRECTORY;
        int choice = source.next();
        if (choice < 150) {
            return all;
        }
        if (choice < 200) {
            return all & ~ModelRights.CHANGES;
        }
        return choice < 240 ? source.nextLong() & all : source.nextLong();
    }

    private long cookie() {
        int choice = source.below(10);
        return choice < 3 ? 0 : choice < 9 ? source.below(24) : source.nextLong();
    }

    private void path(List<Long> arguments) {
        int shape = source.next();
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        if (shape >= 250) {
            path.write('/');
        }
        int parts = 1 + shape % 4;
        for (int i = 0; i < parts; i++) {
            if (i > 0) {
                path.write('/');
            }
            // Two of three paths begin in a mount, where there is something to be found.
            int choice = i == 0 && shape % 3 != 0 ? 0 : source.below(NAMES.size());
            String name = NAMES.get(choice);
            path.writeBytes(
                    name.equals("\ud800")
                            ? new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
                            : name.getBytes(StandardCharsets.UTF_8));
        }
        if (shape % 16 == 15) {
            path.write('/');
        }
        if (shape >= 244 && shape < 250) {
            arguments.add((long) pointer(BUFFERS, 64));
            arguments.add((long) length());
            return;
        }
        arguments.add((long) put(path.toByteArray()));
        arguments.add((long) path.size());
    }

    private int put(byte[] bytes) {
        int address = free;
        poke.put(address, bytes);
        free += bytes.length + 1;
        return address;
    }

    private void vectors(List<Long> arguments) {
        int shape = source.next();
        if (shape >= 244) {
            arguments.add((long) pointer(BUFFERS, 64));
            arguments.add((long) extreme());
            return;
        }
        int count = shape % 4;
        byte[] vectors = new byte[8 * count];
        int at = free;
        for (int i = 0; i < count; i++) {
            // Some reads go over the vectors themselves.
            int address = shape % 16 == 15 ? at + source.below(16) : pointer(BUFFERS, 64);
            int length = source.next() < 250 ? source.next() * (1 + shape % 3) : extreme();
            putInt(vectors, 8 * i, address);
            putInt(vectors, 8 * i + 4, length);
        }
        arguments.add((long) put(vectors));
        arguments.add((long) count);
    }

    private void subscriptions(List<Long> arguments) {
        int shape = source.next();
        int count = shape < 244 ? shape % 4 : extreme();
        int made = shape < 244 ? count : 0;
        byte[] all = new byte[48 * made];
        for (int i = 0; i < made; i++) {
            int at = 48 * i;
            putInt(all, at, source.next());
            all[at + 8] = (byte) small(3);
            int type = all[at + 8];
            putInt(all, at + 16, type == 0 ? small(2) : descriptor());
            long timeout = number();
            putInt(all, at + 24, (int) timeout);
            putInt(all, at + 28, (int) (timeout >> 32));
            all[at + 40] = (byte) small(2);
        }
        arguments.add((long) (shape % 8 == 7 ? pointer(BUFFERS, 64) : put(all)));
        arguments.add((long) (shape % 5 == 4 ? SCRATCH : pointer(BUFFERS, 64)));
        arguments.add((long) count);
    }

    private static void putInt(byte[] target, int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[offset + i] = (byte) (value >> (8 * i));
        }
    }
}
