package dev.wasmsandbox.wasi;

/** Numbers of {@code filetype}. */
final class FileType {

    static final int UNKNOWN = 0;
    static final int DIRECTORY = 3;
    static final int REGULAR_FILE = 4;
    static final int SYMBOLIC_LINK = 7;

    private FileType() {}
}
