package dev.wasmsandbox.benchmarks.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them: three digits that say something, and a unit. */
public final class Quantities {
    private static final double KIB = 1024;

    private Quantities() {}

    /** Returns a number with three significant digits, and thousands apart. */
    public static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        int decimals = Math.max(0, 2 - (rounded.precision() - rounded.scale() - 1));
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** Returns a time that is given in milliseconds. */
    public static String time(double millis) {
        if (millis < 0.1) {
            return number(millis * 1000) + " µs";
        }
        return millis < 1000 ? number(millis) + " ms" : number(millis / 1000) + " s";
    }

    /** Returns a number of bytes. */
    public static String bytes(double bytes) {
        if (bytes < KIB) {
            return number(bytes) + " B";
        }
        return bytes < KIB * KIB
                ? number(bytes / KIB) + " KiB"
                : number(bytes / KIB / KIB) + " MiB";
    }
}
