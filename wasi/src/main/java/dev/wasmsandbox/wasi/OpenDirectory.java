package dev.wasmsandbox.wasi;

/** A descriptor of a directory; one of them is the preopened root. */
final class OpenDirectory extends Descriptor {

    private final Directory directory;
    private final boolean preopened;

    OpenDirectory(Directory directory, boolean preopened, long rights, long inheriting, int flags) {
        super(rights, inheriting, flags);
        this.directory = directory;
        this.preopened = preopened;
    }

    Directory directory() {
        return directory;
    }

    boolean preopened() {
        return preopened;
    }

    @Override
    int type() {
        return FileType.DIRECTORY;
    }

    @Override
    Node node() {
        return directory;
    }

    @Override
    OpenFile seekable() {
        throw Errno.BADF.failure();
    }

    @Override
    OpenDirectory base() {
        return this;
    }

    @Override
    void close() {
        // The directory lives as long as something refers to it; it holds no quota of its own.
    }
}
