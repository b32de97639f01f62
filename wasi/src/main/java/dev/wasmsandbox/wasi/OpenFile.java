package dev.wasmsandbox.wasi;

/** A descriptor of a regular file. */
final class OpenFile extends Descriptor {

    private final RegularFile file;
    private long position;

    OpenFile(RegularFile file, long rights, long inheriting, int flags) {
        super(rights, inheriting, flags);
        this.file = file;
        file.open();
    }

    RegularFile file() {
        return file;
    }

    long position() {
        return position;
    }

    void setPosition(long newPosition) {
        position = newPosition;
    }

    /** The right to seek implies the one to tell. */
    void requireTell() {
        if (!has(Rights.FD_SEEK)) {
            require(Rights.FD_TELL);
        }
    }

    boolean appends() {
        return (flags() & FdFlags.APPEND) != 0;
    }

    @Override
    int type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    Node node() {
        return file;
    }

    @Override
    OpenFile seekable() {
        return this;
    }

    @Override
    OpenDirectory base() {
        throw Errno.BADF.failure();
    }

    @Override
    void close() {
        file.close();
    }
}
