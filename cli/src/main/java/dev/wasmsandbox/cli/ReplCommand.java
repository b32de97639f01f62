package dev.wasmsandbox.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "repl",
        header = "Type code into an interpreter that lives on.",
        customSynopsis = {"@|bold sandbox repl|@ [OPTIONS]"},
        description = {
            "",
            "Each input is a run of its own under the limits, in one interpreter: the value of its last expression is"
                    + " shown, and is _ in the next one. An input goes on for as long as the language's own parser says"
                    + " that something is missing; in Python, a block ends with an empty line. Tab completes from the live"
                    + " interpreter. Ctrl-C cancels what runs, and leaves the session as it was before; at the prompt it"
                    + " clears the line, and Ctrl-D ends.",
            "",
            "A session that is named goes on where it was left, and is saved after each input. Lines that begin with a"
                    + " colon are commands: :help lists them. What comes by a pipe is run block by block, up to the first one"
                    + " that fails."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sandbox repl                                      Python",
            "  sandbox repl --language javascript",
            "  sandbox repl --session notes                      go on with a session",
            "  sandbox repl --session notes --memory 64MiB --timeout 5",
            "  sandbox run --session notes --persist -c 'x * 2'  one turn of it, from a shell",
            "  generate-code | sandbox repl --session notes",
            "",
            "Exit codes: 0, or what the guest asked to end with; of a pipe, as 'sandbox run' of the block that failed."
        })
final class ReplCommand extends AnyCommand {
    private final SandboxOpener opener;

    @Mixin private PolicyOptions limits = new PolicyOptions();

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "python or javascript. Default: python.")
    private @Nullable String language;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description =
                    "Go on with this session, or begin it. Default: one for this time, which is deleted at the end if the"
                            + " guest wrote no files.")
    private @Nullable String session;

    @Mixin private WorkspaceOption workspace = new WorkspaceOption();

    @Option(
            names = "--no-history",
            description =
                    "Neither read nor keep what was typed. Lines that begin with a space are never kept.")
    private boolean noHistory;

    ReplCommand(Surroundings surroundings, SandboxOpener opener) {
        super(surroundings);
        this.opener = opener;
    }

    @Override
    public int getAsInt() {
        return new ReplAction(surroundings(), opener)
                .run(
                        new ReplOptions(
                                language, limits.choice(), session, workspace.path(), !noHistory));
    }
}
