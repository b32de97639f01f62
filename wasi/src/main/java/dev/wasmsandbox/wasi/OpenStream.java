package dev.wasmsandbox.wasi;

/** A descriptor of a standard stream. Its type is unknown, so that no guest takes it for a terminal. */
final class OpenStream extends Descriptor {

    /** Which stream; what is behind it comes from the {@link WasiConfig} of the moment. */
    enum Kind {
        INPUT(0),
        OUTPUT(1),
        ERROR(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The number of its first descriptor, which a state refers to it by. */
        int number() {
            return number;
        }

        static Kind of(int number) {
            return switch (number) {
                case 0 -> INPUT;
                case 1 -> OUTPUT;
                default -> ERROR;
            };
        }
    }

    private final Kind kind;

    OpenStream(Kind kind) {
        long rights = kind == Kind.INPUT ? Rights.FD_READ : Rights.FD_WRITE;
        super(rights, rights, 0);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    @Override
    int type() {
        return FileType.UNKNOWN;
    }

    @Override
    Node node() {
        throw Errno.BADF.failure();
    }

    @Override
    OpenFile seekable() {
        throw Errno.SPIPE.failure();
    }

    @Override
    OpenDirectory base() {
        throw Errno.BADF.failure();
    }

    @Override
    void close() {
        // The stream itself belongs to the host.
    }
}
