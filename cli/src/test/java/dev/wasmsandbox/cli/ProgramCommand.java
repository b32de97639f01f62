package dev.wasmsandbox.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program as a command of the system, with the class path of this JVM. */
final class ProgramCommand {
    private ProgramCommand() {}

    /**
     * Returns the command.
     *
     * @param flags of the JVM
     * @param words for the program
     */
    static List<String> of(List<String> flags, String... words) {
        List<String> command = new ArrayList<>();
        // Where the build runs in the background, SIGINT is ignored and stays so in its children.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        return command;
    }
}
