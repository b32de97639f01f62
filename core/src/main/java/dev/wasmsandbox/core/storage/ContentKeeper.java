package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.core.text.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects contents of files for a value, such as a checkpoint: each once, small ones in memory as long as they are few, the others
 * in a scratch file that goes with the last of them. What another value has already is shared with it. For one thread.
 */
public final class ContentKeeper {
    /** Up to here a content stays in memory. */
    public static final int LARGEST_IN_MEMORY = 1 << 20;

    /** What all contents of one keeper may take of the memory together. */
    public static final int MOST_IN_MEMORY = 4 << 20;

    private static final int PART_BYTES = 1 << 16;

    private final Map<String, KeptContent> known;
    private final TreeMap<String, KeptContent> kept = new TreeMap<>();
    private int inMemory;
    private @Nullable ScratchPack pack;

    /** Begins without contents; {@code known} is what others have, by hash. */
    public ContentKeeper(Map<String, KeptContent> known) {
        this.known = known;
    }

    /** What was kept, by hash. */
    public Map<String, KeptContent> contents() {
        return kept;
    }

    /** Keeps what others have, if they have it. */
    public boolean share(String hash) {
        KeptContent content = known.get(hash);
        if (content == null) {
            return kept.containsKey(hash);
        }
        kept.putIfAbsent(hash, content);
        return true;
    }

    /** Keeps what a stream brings next; memory grows with the bytes that arrive. */
    public KeptContent keep(InputStream in, long size) throws IOException {
        boolean small = size <= LARGEST_IN_MEMORY && size <= MOST_IN_MEMORY - inMemory;
        KeptContent arrived = small ? inMemory(in, (int) size) : packed(in, size);
        KeptContent other = known.getOrDefault(arrived.hash(), arrived);
        KeptContent first = kept.putIfAbsent(other.hash(), other);
        if (first == null && small && other.equals(arrived)) {
            inMemory += (int) size;
        }
        return first == null ? other : first;
    }

    private static KeptContent inMemory(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length != size) {
            throw new EOFException();
        }
        return new KeptContent(Sha256.hex(bytes), new BytesContent(bytes));
    }

    private KeptContent packed(InputStream in, long size) throws IOException {
        ScratchPack to = pack;
        if (to == null) {
            to = ScratchPack.create();
            pack = to;
        }
        MessageDigest digest = Sha256.digest();
        long begin = to.size();
        byte[] part = new byte[(int) Math.min(size, PART_BYTES)];
        for (long left = size; left > 0; ) {
            int count = in.read(part, 0, (int) Math.min(part.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            digest.update(part, 0, count);
            to.append(part, count);
            left -= count;
        }
        return new KeptContent(Sha256.hex(digest), to.content(begin, size));
    }
}
