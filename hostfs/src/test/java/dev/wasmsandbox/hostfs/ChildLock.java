package dev.wasmsandbox.hostfs;

import java.io.IOException;
import java.nio.file.Path;

/** A process that makes scratch space and waits to be killed. */
final class ChildLock {

    private ChildLock() {}

    static Process start(Path folder) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChildLock.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        // One byte says that the lock is held.
        if (process.getInputStream().read() != 'r') {
            throw new IOException("the child process did not get ready");
        }
        return process;
    }

    /** Entry point of the child. */
    public static void main(String[] arguments) throws IOException {
        ScratchDirectory.in(Path.of(arguments[0])).create();
        System.out.write('r');
        System.out.flush();
        System.in.read();
    }
}
