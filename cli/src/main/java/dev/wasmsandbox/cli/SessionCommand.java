package dev.wasmsandbox.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "session",
        header = "Look after sessions and their files.",
        description = {
            "",
            "A session is what 'sandbox run --session ID' and 'sandbox repl --session ID' keep: the files of its workspace,"
                    + " which code of later runs finds again below /app, and the interpreter, if it lives on."
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sandbox session put notes data.csv             give a file to a session",
            "  sandbox run --session notes report.py          work with it",
            "  sandbox session files notes '**/*.html'        what is there now?",
            "  sandbox session get notes out/report.html > report.html",
            "  sandbox session list                           all sessions",
            "  sandbox session checkpoint notes --name before     keep what it is now",
            "  sandbox session restore notes --name before    and go back to it",
            "  sandbox session checkpoint notes --to notes.checkpoint",
            "  sandbox session fork notes --name try          a copy to try something in",
            "  sandbox session prune --older-than 7d --dry-run",
            "",
            "On a terminal there are tables; into a pipe go plain lines with tabs, exact times and sizes; --json gives one"
                    + " object. Exit codes: 0; 2 for a wrong command line, or a session, file or checkpoint that is not"
                    + " there or is in the way; 125 when the sandbox failed or the session is in use."
        })
final class SessionCommand extends AnyCommand {
    @Spec private @Nullable CommandSpec spec;

    SessionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "a command is missing: list, show, files, put, get, rm, checkpoint, restore, fork or prune");
    }
}
