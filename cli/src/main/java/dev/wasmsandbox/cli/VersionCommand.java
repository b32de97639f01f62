package dev.wasmsandbox.cli;

import dev.wasmsandbox.Diagnostics;
import picocli.CommandLine.Command;

@Command(name = "version", header = "Print the versions of the program and of what it is made of.")
final class VersionCommand extends AnyCommand {
    VersionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        StringBuilder text = new StringBuilder("sandbox " + version());
        Diagnostics.versions()
                .forEach((name, version) ->
                        text.append("\n").append(name).append(' ').append(version));
        surroundings().print(text.toString());
        return ExitCode.OK;
    }

    /** Returns the version of this program; it stands in the jar's manifest. */
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
