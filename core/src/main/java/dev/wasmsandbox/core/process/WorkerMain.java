package dev.wasmsandbox.core.process;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The main class of a worker: runs one task after the other, and ends when the pipe from its host does.
 *
 * <p>Not to be started by hand.
 */
public final class WorkerMain {
    private WorkerMain() {}

    /**
     * Runs a worker.
     *
     * @param args the id of the language to load first
     */
    public static void main(String[] args) {
        ScratchDirectory scratch =
                ScratchDirectory.in(Path.of(System.getProperty("java.io.tmpdir")));
        int code = 1;
        try {
            HostLink host =
                    new HostLink(
                            new FileInputStream(FileDescriptor.in),
                            new FileOutputStream(FileDescriptor.out));
            // The pipe belongs to the protocol: whoever prints, prints to the host's ear for last
            // words.
            System.setOut(System.err);
            LoadedGuest guest =
                    LoadedGuest.of(RuntimeType.valueOf(args[0].toUpperCase(Locale.ROOT)));
            new WorkerLoop(host, scratch).warmUp(guest).serve();
            code = 0;
        } catch (Throwable failure) {
            System.err.println("worker: " + failure);
        }
        end(scratch, code);
    }

    /** At once, whatever still runs: without its host there is nobody to run for. */
    private static void end(ScratchDirectory scratch, int code) {
        try {
            scratch.close();
        } catch (IOException e) {
            System.err.println("worker: scratch space is left: " + e);
        }
        Runtime.getRuntime().halt(code);
    }
}
