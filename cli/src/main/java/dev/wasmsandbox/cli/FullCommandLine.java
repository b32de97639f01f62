package dev.wasmsandbox.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, with their help and with suggestions for mistyped words. */
final class FullCommandLine {
    private final Surroundings surroundings;
    private final SandboxOpener opener;

    FullCommandLine(Surroundings surroundings, SandboxOpener opener) {
        this.surroundings = surroundings;
        this.opener = opener;
    }

    /** Runs a command line; returns the exit code. What a command throws comes out as it is. */
    int execute(String... args) {
        StringWriter help = new StringWriter();
        Ansi ansi = surroundings.colours() ? Ansi.ON : Ansi.OFF;
        CommandLine commandLine =
                commands()
                        .setOut(new PrintWriter(help))
                        .setColorScheme(Help.defaultColorScheme(ansi));
        try {
            ParseResult parsed = commandLine.parseArgs(args);
            if (CommandLine.executeHelpRequest(parsed) != null) {
                surroundings.print(help.toString().stripTrailing());
                return ExitCode.OK;
            }
            CommandLine command = parsed.asCommandLineList().getLast();
            IntSupplier action = command.getCommand();
            return action.getAsInt();
        } catch (ParameterException e) {
            return refuse(e);
        }
    }

    /** Returns the tree of commands. */
    CommandLine commands() {
        return new CommandLine(new RootCommand(surroundings))
                .addSubcommand(new RunCommand(surroundings, opener))
                .addSubcommand(new ReplCommand(surroundings, opener))
                .addSubcommand(session())
                .addSubcommand(new BenchCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new VersionCommand(surroundings))
                .addSubcommand(new PrepareCommand(surroundings));
    }

    private CommandLine session() {
        return new CommandLine(new SessionCommand(surroundings))
                .addSubcommand(new SessionListCommand(surroundings))
                .addSubcommand(new SessionShowCommand(surroundings))
                .addSubcommand(new SessionFilesCommand(surroundings))
                .addSubcommand(new SessionPutCommand(surroundings))
                .addSubcommand(new SessionGetCommand(surroundings))
                .addSubcommand(new SessionRemoveCommand(surroundings))
                .addSubcommand(new SessionCheckpointCommand(surroundings, opener))
                .addSubcommand(new SessionRestoreCommand(surroundings, opener))
                .addSubcommand(new SessionForkCommand(surroundings))
                .addSubcommand(new SessionPruneCommand(surroundings));
    }

    private int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        surroundings.complain(String.valueOf(e.getMessage()));
        StringWriter more = new StringWriter();
        UnmatchedArgumentException.printSuggestions(e, new PrintWriter(more, true));
        surroundings.err().print(more);
        surroundings
                .err()
                .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more.");
        return ExitCode.USAGE;
    }
}
