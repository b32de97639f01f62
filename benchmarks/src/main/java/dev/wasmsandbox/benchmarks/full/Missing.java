package dev.wasmsandbox.benchmarks.full;

/**
 * Something cannot be measured here. The message says why, for a row of the report; addresses and places of this machine, which an
 * installer may name, are left out of it.
 */
final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 240;

    Missing(String reason) {
        super(shortened(reason));
    }

    Missing(String reason, Throwable cause) {
        super(shortened(reason), cause);
    }

    /** Returns the message. */
    String reason() {
        return String.valueOf(getMessage());
    }

    private static String shortened(String reason) {
        String line =
                reason.replaceAll("\\S*https?://\\S*", "…")
                        .replace(System.getProperty("user.home"), "~")
                        .replaceAll("\\s+", " ")
                        .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
