package dev.wasmsandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process takes from its machine, as Linux counts it.
 *
 * @param heapKib what the Java heap holds after a collection
 * @param residentKib pages in memory, those shared with others included
 * @param proportionalKib the same, with shared pages divided by the number of those who share
 * @param mappings entries of the address space
 * @param threads threads, the JVM's own included
 * @param handles open files, sockets and the like
 */
record ProcessFigures(
        long heapKib,
        long residentKib,
        long proportionalKib,
        long mappings,
        long threads,
        long handles) {

    private static final Path SELF = Path.of("/proc/self");

    static ProcessFigures now() throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new ProcessFigures(
                (runtime.totalMemory() - runtime.freeMemory()) >> 10,
                field("smaps_rollup", "Rss:"),
                field("smaps_rollup", "Pss:"),
                Files.readAllLines(SELF.resolve("maps")).size(),
                field("status", "Threads:"),
                handleCount());
    }

    private static long field(String file, String name) throws IOException {
        return Files.readAllLines(SELF.resolve(file)).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException(name + " is missing in " + file));
    }

    private static long handleCount() throws IOException {
        try (Stream<Path> handles = Files.list(SELF.resolve("fd"))) {
            return handles.count();
        }
    }

    @Override
    public String toString() {
        return "heap %d KiB, resident %d KiB, proportional %d KiB, %d mappings, %d threads, %d handles"
                .formatted(heapKib, residentKib, proportionalKib, mappings, threads, handles);
    }
}
