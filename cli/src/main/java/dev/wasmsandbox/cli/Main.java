package dev.wasmsandbox.cli;

/** Starts the program. */
public final class Main {
    private Main() {}

    /** Runs the command that the arguments name and exits with its code. */
    public static void main(String[] args) {
        System.exit(new Program(Surroundings.ofProcess(), SandboxOpener::openReal).run(args));
    }
}
