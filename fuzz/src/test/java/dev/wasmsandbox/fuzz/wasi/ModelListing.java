package dev.wasmsandbox.fuzz.wasi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The buffer of a listing, filled up to its last byte. */
final class ModelListing {
    private static final int HEADER_BYTES = 24;
    private static final int INODE = 8;

    private final ModelMemory memory;
    private final int address;
    private final int length;
    private int used;

    ModelListing(ModelMemory memory, int address, int length) {
        this.memory = memory;
        this.address = address;
        this.length = length;
    }

    void entry(long next, ModelNode node, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] entry =
                ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(next)
                        .putLong(0)
                        .putInt(bytes.length)
                        .putInt(node.kind.number)
                        .put(bytes)
                        .array();
        int count = Math.min(entry.length, length - used);
        memory.write(address + used, Arrays.copyOf(entry, count));
        int inode = Math.clamp(count - INODE, 0, Long.BYTES);
        if (inode > 0) {
            memory.setInode(address + used + INODE, inode, node);
        }
        used += count;
    }

    int used() {
        return used;
    }
}
