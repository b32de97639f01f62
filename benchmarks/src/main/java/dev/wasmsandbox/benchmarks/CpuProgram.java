package dev.wasmsandbox.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A program that does nothing but compute, for some tenths of a second, and prints what it found.
 *
 * @param name its file among the resources beside this class
 * @param source its text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CpuProgram(String name, byte[] source) {
    private static final List<String> PYTHON =
            List.of(
                    "deltablue.py",
                    "fannkuch.py",
                    "integers.py",
                    "json_round_trip.py",
                    "nbody.py",
                    "objects.py",
                    "pickle_round_trip.py",
                    "regular_expressions.py",
                    "richards.py",
                    "spectral_norm.py",
                    "words.py");

    private static final List<String> JAVASCRIPT =
            List.of(
                    "closures.js",
                    "deltablue.js",
                    "fannkuch.js",
                    "json_round_trip.js",
                    "nbody.js",
                    "objects.js",
                    "regular_expressions.js",
                    "richards.js",
                    "spectral_norm.js",
                    "typed_arrays.js",
                    "words.js");

    /** Returns the programs in Python. */
    public static List<CpuProgram> python() {
        return PYTHON.stream().map(CpuProgram::read).toList();
    }

    /** Returns the programs in JavaScript. */
    public static List<CpuProgram> javaScript() {
        return JAVASCRIPT.stream().map(CpuProgram::read).toList();
    }

    private static CpuProgram read(String name) {
        try (InputStream in = CpuProgram.class.getResourceAsStream("programs/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program " + name + " is not packed");
            }
            return new CpuProgram(name, in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the program " + name, e);
        }
    }
}
