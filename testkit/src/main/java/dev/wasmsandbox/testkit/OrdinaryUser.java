package dev.wasmsandbox.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Users whom the system stops at files that they may not read or change. Root is none: tests of such files run in a process that gave
 * up root's right to pass over permissions ({@code setpriv} of util-linux), and stays the owner of the files.
 */
public final class OrdinaryUser {
    private static final String RIGHTS = "-dac_override,-dac_read_search";

    private static final List<String> GIVE_UP =
            List.of("setpriv", "--bounding-set=" + RIGHTS, "--inh-caps=" + RIGHTS);

    private OrdinaryUser() {}

    /** Tells whether a process of such a user can be started here. */
    public static boolean isPossible() {
        return prefix().isPresent();
    }

    /** What comes before a command that such a user is to run: nothing if this process's user is one; empty if there is no way. */
    static Optional<List<String>> prefix() {
        try {
            Path unreadable = Files.createTempFile("ordinary", "");
            try {
                Files.setPosixFilePermissions(
                        unreadable, PosixFilePermissions.fromString("---------"));
                if (!Files.isReadable(unreadable)) {
                    return Optional.of(List.of());
                }
                return stops(unreadable) ? Optional.of(GIVE_UP) : Optional.empty();
            } finally {
                Files.delete(unreadable);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // No such command, or a system without these permissions.
            return Optional.empty();
        }
    }

    private static boolean stops(Path unreadable) throws IOException {
        List<String> command = new ArrayList<>(GIVE_UP);
        command.addAll(List.of("test", "!", "-r", unreadable.toString()));
        Process test =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return test.waitFor() == 0;
        } catch (InterruptedException e) {
            test.destroyForcibly();
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
