package dev.wasmsandbox.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What the program was started in: its streams and its environment.
 *
 * @param in standard input, unbuffered
 * @param out standard output, unbuffered; failures to write are reported as exceptions
 * @param err standard error, for messages of the program
 * @param environment the environment variables
 * @param onTerminal tells whether a person sits before it; asked only when it matters, since the answer takes time
 */
record Surroundings(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> environment,
        BooleanSupplier onTerminal) {

    /** Surroundings without a terminal. */
    Surroundings(
            InputStream in, OutputStream out, PrintStream err, Map<String, String> environment) {
        this(in, out, err, environment, () -> false);
    }

    /**
     * Returns the surroundings of this process. {@code System.out} is not used: it swallows the error that tells that
     * nobody reads any more.
     */
    static Surroundings ofProcess() {
        return new Surroundings(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Surroundings::hasConsole);
    }

    @SuppressWarnings(
            "SystemConsoleNull") // null or not a terminal: it differs between versions of the JDK
    private static boolean hasConsole() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Tells whether a person reads what is written. */
    boolean terminal() {
        return onTerminal.getAsBoolean();
    }

    /** Tells whether to write in colour: to a terminal, unless NO_COLOR says otherwise. */
    boolean colours() {
        String refused = environment.get("NO_COLOR");
        return (refused == null || refused.isEmpty()) && terminal();
    }

    /** Writes a message of the program itself to standard error. */
    void complain(String message) {
        err.println((colours() ? "\033[1;31msandbox:\033[0m " : "sandbox: ") + message);
    }

    /**
     * Writes text and a line end to standard output.
     *
     * @throws BrokenPipeException if nobody reads it any more
     */
    void print(String text) {
        write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes to standard output.
     *
     * @throws BrokenPipeException if nobody reads it any more
     */
    void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new BrokenPipeException(e);
        }
    }
}
