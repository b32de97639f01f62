package dev.wasmsandbox.core.checkpoint;

/** What writer and reader of checkpoints have in common; the format is described in {@code docs/checkpoint-format.md}. */
final class CheckpointFormat {
    static final int VERSION = 2;
    static final int END = 0x454e_4421;

    /** Of the compressed part; so that a reader stops where the checkpoint ends. */
    static final int CHUNK_BYTES = 1 << 16;

    static final int MAX_NAME_BYTES = 64;
    static final int MAX_ENTRIES = 1 << 20;

    static final int TARGET_STREAM = 0;
    static final int TARGET_ROOT = 1;
    static final int TARGET_FILE = 2;
    static final int TARGET_FOLDER = 3;
    static final int TARGET_DETACHED = 4;
    static final int TARGET_REMOVED_FOLDER = 5;
    static final int TARGET_LOST = 6;

    static final int CONTENT_HERE = 0;
    static final int CONTENT_OF_BASE = 1;

    static final int ENTRY_FILE = 0;
    static final int ENTRY_DIRECTORY = 1;
    static final int ENTRY_LINK = 2;

    private CheckpointFormat() {}

    static byte[] magic() {
        return new byte[] {'W', 'S', 'B', 'X', 'C', 'K', 'P', 'T'};
    }
}
