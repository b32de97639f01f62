package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.FileEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Compares contents of open files that have no name. They are few, and bounded together. */
final class DetachedContents {
    private static final int PART_BYTES = 1 << 16;

    private DetachedContents() {}

    /** Finds a content in a checkpoint; negative if it is not there. */
    static int find(SavedCheckpoint checkpoint, Blob content) throws IOException {
        List<FileEntry> known = checkpoint.interpreter().wasi().contents();
        for (int i = 0; i < known.size(); i++) {
            if (same(known.get(i).content(), content)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean same(Blob one, Blob other) throws IOException {
        if (one.size() != other.size()) {
            return false;
        }
        byte[] part = new byte[(int) Math.min(PART_BYTES, one.size())];
        byte[] otherPart = new byte[part.length];
        for (long position = 0; position < one.size(); position += part.length) {
            int length = (int) Math.min(part.length, one.size() - position);
            one.read(position, part, 0, length);
            other.read(position, otherPart, 0, length);
            if (!Arrays.equals(part, 0, length, otherPart, 0, length)) {
                return false;
            }
        }
        return true;
    }
}
