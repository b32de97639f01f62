package dev.wasmsandbox.wasi;

import java.util.Arrays;

/** Carries an error number from the depth of a call to the dispatcher; never leaves this package. */
final class WasiFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final WasiFailure[] BY_CODE =
            Arrays.stream(Errno.values()).map(WasiFailure::new).toArray(WasiFailure[]::new);

    private final Errno errno;

    private WasiFailure(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    /** The shared exception of an error; the constants of {@link Errno} stand in the order of their codes. */
    static WasiFailure of(Errno errno) {
        return BY_CODE[errno.code()];
    }

    Errno errno() {
        return errno;
    }
}
