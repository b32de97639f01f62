package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.wasi.Errno;
import java.util.EnumSet;
import java.util.Set;

/** A call that must fail, with any of these errors: where several things are wrong at once, their order is free. */
final class ModelError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Set<Errno> errors;

    ModelError(Set<Errno> errors) {
        super(errors.toString(), null, false, false);
        this.errors = EnumSet.copyOf(errors);
    }

    ModelError(Errno error) {
        this(Set.of(error));
    }

    Set<Errno> errors() {
        return errors;
    }
}
