package dev.wasmsandbox.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Writes values for people. */
final class Texts {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Texts() {}

    /** Writes a number of bytes with three digits or so. */
    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    /** Writes how long ago a time was. */
    static String ago(Instant time, Instant now) {
        Duration age = Duration.between(time, now);
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            return "just now";
        }
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return age.toMinutes() + " min ago";
        }
        if (age.compareTo(Duration.ofDays(2)) < 0) {
            return age.toHours() + " h ago";
        }
        return age.toDays() + " days ago";
    }

    /**
     * Writes a name that a guest may have chosen: what could steer a terminal, or look like another line, is written as an
     * escape. Where the exact name matters there is JSON.
     */
    static String name(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .forEach(c -> {
                    int type = Character.getType(c);
                    if (type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR
                            || type == Character.SURROGATE) {
                        text.append(
                                String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u{%x}", c));
                    } else if (c == '\\') {
                        text.append("\\\\");
                    } else {
                        text.appendCodePoint(c);
                    }
                });
        return text.toString();
    }
}
