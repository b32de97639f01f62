package dev.wasmsandbox.engine;

import java.nio.file.Path;

/** A memory image of no guest: each page has its number somewhere, every third one is zero. */
final class PatternImage {
    private static final int PAGE = NativeMemory.PAGE_BYTES;

    private PatternImage() {}

    static MemoryImage make(Path folder, int pages) {
        long bytes = (long) pages * PAGE;
        long memory = NativeMemory.reserve(bytes);
        NativeMemory.allowAccess(memory, bytes);
        for (int page = 0; page < pages; page++) {
            if (page % 3 != 0) {
                NativeMemory.putLong(memory + (long) page * PAGE + 8L * (page % 512), page);
            }
        }
        Path file = folder.resolve("pattern.image");
        MemoryImage.write(memory, bytes, file);
        NativeMemory.unmap(memory, bytes);
        return MemoryImage.read(file, true);
    }
}
