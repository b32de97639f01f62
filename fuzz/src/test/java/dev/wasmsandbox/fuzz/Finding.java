package dev.wasmsandbox.fuzz;

import java.util.Optional;

/**
 * What an input led to.
 *
 * @param failure what was thrown
 */
record Finding(Throwable failure) {
    private static final int SHOWN_CHARACTERS = 40;

    /** Runs an input; empty if nothing was thrown. */
    @SuppressWarnings("CatchingUnchecked") // whatever it is, it is what we are here for
    static Optional<Finding> of(FuzzTarget target, byte[] input) {
        try {
            target.run(input);
            return Optional.empty();
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
            return Optional.of(new Finding(e));
        }
    }

    /** Whether this is the same fault as another: same type, same beginning of the message but for numbers. */
    boolean isLike(Finding other) {
        return kind().equals(other.kind());
    }

    private String kind() {
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String words = message.replaceAll("[0-9]+", "");
        return failure.getClass().getName()
                + words.substring(0, Math.min(SHOWN_CHARACTERS, words.length()));
    }
}
