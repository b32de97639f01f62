package dev.wasmsandbox.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        header = "Run untrusted Python and JavaScript inside WebAssembly.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sandbox run -c \"print('hello')\"      run a line of Python",
            "  sandbox run script.js                run a file",
            "  sandbox run --help                   limits, sessions, exit codes",
            "  sandbox repl                         type code into an interpreter that lives on",
            "  sandbox session --help               what sessions keep, and their files",
            "  sandbox doctor                       is everything there?",
            "  sandbox bench --quick                how fast is it here?"
        })
final class RootCommand extends AnyCommand {
    @Spec private @Nullable CommandSpec spec;

    RootCommand(Surroundings surroundings) {
        super(surroundings);
    }

    /** Without a command there is nothing to do; the help says what there is. */
    @Override
    public int getAsInt() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
