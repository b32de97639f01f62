package dev.wasmsandbox.engine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells how near the current thread has ever come to the end of its stack, on Linux: the system gives a page of a stack to
 * the process when it is first touched, by Java, by the guest or by the engine, and says which ones it gave.
 */
final class StackProbe {
    private static final long PAGE = 4096;
    private static final long TOUCHED = 0b11L << 62;

    private StackProbe() {}

    private record Mapping(long begin, long end, String access) {
        static Mapping of(String line) {
            String[] words = line.split("[ -]", 4);
            return new Mapping(
                    Long.parseUnsignedLong(words[0], 16),
                    Long.parseUnsignedLong(words[1], 16),
                    words[2]);
        }

        boolean has(long address) {
            return begin <= address && address < end;
        }
    }

    /**
     * What is known about the stack of the current thread.
     *
     * @param bytes its size, the JVM's guard zones left out
     * @param untouched the bytes at its deep end that nobody ever used
     */
    record Stack(long bytes, long untouched) {}

    static Stack ofThisThread() {
        try {
            long pointer = stackPointer();
            List<Mapping> mappings =
                    Files.readAllLines(Path.of("/proc/self/maps")).stream()
                            .map(Mapping::of)
                            .toList();
            Mapping stack =
                    mappings.stream()
                            .filter(mapping -> mapping.has(pointer))
                            .findFirst()
                            .orElseThrow();
            return new Stack(stack.end - stack.begin, untouched(stack));
        } catch (IOException e) {
            throw new AssertionError("the system does not tell about stacks", e);
        }
    }

    /** While it reads this file the thread is in a system call, whose stack pointer the file names. */
    private static long stackPointer() throws IOException {
        String[] words = Files.readString(Path.of("/proc/thread-self/syscall")).split(" ", -1);
        return Long.parseUnsignedLong(words[7].substring(2), 16);
    }

    private static long untouched(Mapping stack) throws IOException {
        int pages = (int) ((stack.end - stack.begin) / PAGE);
        byte[] entries = new byte[pages * Long.BYTES];
        try (RandomAccessFile pagemap = new RandomAccessFile("/proc/self/pagemap", "r")) {
            pagemap.seek(stack.begin / PAGE * Long.BYTES);
            pagemap.readFully(entries);
        }
        ByteBuffer all = ByteBuffer.wrap(entries).order(ByteOrder.nativeOrder());
        for (int page = 0; page < pages; page++) {
            if ((all.getLong(page * Long.BYTES) & TOUCHED) != 0) {
                return page * PAGE;
            }
        }
        throw new AssertionError("a stack of which nothing was used");
    }
}
