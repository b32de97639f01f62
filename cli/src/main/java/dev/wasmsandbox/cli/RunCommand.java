package dev.wasmsandbox.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        header = "Run code in a fresh sandbox.",
        customSynopsis = {
            "@|bold sandbox run|@ [OPTIONS] -c CODE [-- ARG...]",
            "            [OPTIONS] FILE [-- ARG...]",
            "            [OPTIONS] - [-- ARG...]"
        },
        description = {
            "",
            "The guest's output appears as it comes; its standard input is this program's. It sees nothing of this"
                    + " machine but its workspace, as /app: no network, no processes, no environment."
        },
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sandbox run -c \"print('hello')\"",
            "  sandbox run --language javascript -c \"console.log([1, 2, 3].map(x => x * x))\"",
            "  sandbox run report.py -- --year 2026          the guest's own arguments",
            "  echo 'print(6 * 7)' | sandbox run -",
            "  sandbox run --timeout 2 --memory 64MiB --json untrusted.py",
            "  sandbox run --package humanize-4.17.0-py3-none-any.whl -c \"import humanize\"",
            "  sandbox run --session notes -c \"open('a.txt', 'w').write('kept')\"",
            "  sandbox run --session notes -c \"print(open('a.txt').read())\"",
            "  sandbox run --session notes --persist -c \"x = 41\"",
            "  sandbox run --session notes --persist -c \"print(x + 1)\"",
            "",
            "Exit codes: the guest's own; 2 for a wrong command line, file or policy; 124 when the time limit stopped"
                    + " the guest; 126 when another limit or a trap did; 125 when the sandbox failed; 130 after Ctrl-C."
        })
final class RunCommand extends AnyCommand {
    private final SandboxOpener opener;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private PolicyOptions limits = new PolicyOptions();

    @Option(names = "-c", paramLabel = "CODE", description = "Run this code.")
    private @Nullable String code;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "The file to run, or - for standard input; then the guest's arguments.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "python or javascript. Default: by the file's name; python for -c and -.")
    private @Nullable String language;

    @Option(names = "--json", description = "Print the whole result as one JSON object.")
    private boolean json;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description =
                    "Keep the workspace under this name and use it again. Default: a new one for this run.")
    private @Nullable String session;

    @Option(
            names = "--persist",
            description =
                    "Let the interpreter of the session live on: this run sees the variables of the one before.")
    private boolean persist;

    @Mixin private WorkspaceOption workspace = new WorkspaceOption();

    @Option(
            names = "--isolation",
            paramLabel = "WHERE",
            description =
                    "in-process, or process: the guest runs in a child process, so that a fault of the engine costs"
                            + " that one. Default: in-process.")
    private @Nullable String isolation;

    RunCommand(Surroundings surroundings, SandboxOpener opener) {
        super(surroundings);
        this.opener = opener;
    }

    @Override
    public int getAsInt() {
        return new RunAction(surroundings(), opener).run(options());
    }

    /** Returns what was asked for. */
    RunOptions options() {
        if (code == null && words.isEmpty()) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "nothing to run: give a FILE, -c CODE, or - for standard input");
        }
        return RunOptions.of(
                code,
                words,
                language,
                json,
                limits.choice(),
                session,
                persist,
                workspace.path(),
                isolation);
    }
}
