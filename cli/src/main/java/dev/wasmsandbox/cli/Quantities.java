package dev.wasmsandbox.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Reads amounts as people write them on a command line. */
final class Quantities {
    private static final Map<String, Long> UNITS =
            Map.of(
                    "", 1L,
                    "K", 1_000L,
                    "M", 1_000_000L,
                    "G", 1_000_000_000L,
                    "KIB", 1L << 10,
                    "MIB", 1L << 20,
                    "GIB", 1L << 30);

    private static final Map<String, Duration> TIMES =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1),
                    "w", Duration.ofDays(7));

    private Quantities() {}

    /**
     * Reads a whole number above zero; {@code _} may group its digits, and K, M, G, KiB, MiB or GiB may follow.
     *
     * @throws UsageException if the text is anything else
     */
    static long amount(String option, String text) {
        int end = 0;
        while (end < text.length()
                && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        Long unit = UNITS.get(text.substring(end).toUpperCase(Locale.ROOT));
        try {
            if (unit != null) {
                long value =
                        Math.multiplyExact(
                                Long.parseLong(text.substring(0, end).replace("_", "")), unit);
                if (value > 0) {
                    return value;
                }
            }
        } catch (NumberFormatException | ArithmeticException _) {
            // Too large or without digits: the same answer as for every other wrong text.
        }
        throw new UsageException(
                option
                        + " is '"
                        + text
                        + "', allowed is a whole number above 0, such as 500000000, 500_000_000, 500M or 64MiB");
    }

    /**
     * Reads seconds, with decimals or not.
     *
     * @throws UsageException if the text is no number above zero, or more than a year
     */
    static Duration seconds(String option, String text) {
        try {
            // Bounded before it is converted: 1e999999999 is a number too.
            BigDecimal seconds = new BigDecimal(text.length() > 30 ? "-1" : text);
            if (seconds.signum() > 0 && seconds.compareTo(BigDecimal.valueOf(31_536_000)) <= 0) {
                long nanos = seconds.movePointRight(9).longValue();
                return Duration.ofNanos(Math.max(1, nanos));
            }
        } catch (NumberFormatException _) {
            // The same answer as for a number that is out of range.
        }
        throw new UsageException(
                option
                        + " is '"
                        + text
                        + "', allowed is a number of seconds above 0, such as 2 or 0.5, up to 31536000");
    }

    /**
     * Reads a whole number and a unit: s, m, h, d or w.
     *
     * @throws UsageException if the text is anything else, or more than a thousand years
     */
    static Duration age(String option, String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        Duration unit = TIMES.get(text.substring(end));
        if (unit != null && end > 0 && end <= 12) {
            Duration age = unit.multipliedBy(Long.parseLong(text.substring(0, end)));
            if (age.compareTo(Duration.ofDays(365_000)) <= 0) {
                return age;
            }
        }
        throw new UsageException(
                option
                        + " is '"
                        + text
                        + "', allowed is a whole number and a unit (s, m, h, d or w), such as 90m, 24h or 7d");
    }
}
