package dev.wasmsandbox.wasi;

/** Numbers of {@code filetype}. */
final class FileType {

    static final int UNKNOWN = 0;
    static final int DIRECTORY = 3;
    static final int REGULAR_FILE = 4;
    static final int SYMBOLIC_LINK = 7;

    private FileType() {}

    static int of(Entry entry) {
        if (entry instanceof FileEntry) {
            return REGULAR_FILE;
        }
        return entry instanceof LinkEntry ? SYMBOLIC_LINK : DIRECTORY;
    }
}
