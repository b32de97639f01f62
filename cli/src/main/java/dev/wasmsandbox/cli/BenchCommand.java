package dev.wasmsandbox.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        header = "Measure how fast runs are on this machine.",
        description = {
            "",
            "Measures Sandbox.execute of the public API, from the call to the result, with the workspace in memory:"
                    + " fresh = a new interpreter for every run, live = one that stays; beside them starts of this"
                    + " machine's own Python, in turns with the rest; and copying a live session, making a checkpoint of it,"
                    + " and going on from one. All limits are on, at their defaults."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  sandbox bench", "  sandbox bench --quick --json"})
final class BenchCommand extends AnyCommand {
    @Option(names = "--quick", description = "Measure for some ten seconds only.")
    private boolean quick;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    BenchCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public int getAsInt() {
        Optional<NativePython> nativePython = NativePython.find();
        if (nativePython.isEmpty()) {
            surroundings()
                    .complain(
                            "no python3 was found on the search path; runs are compared with nothing");
        }
        BenchReport report = measure(quick ? Bench.Effort.QUICK : Bench.Effort.FULL, nativePython);
        surroundings().print(json ? Json.write(report.toMap()) : report.toText());
        return ExitCode.OK;
    }

    private static BenchReport measure(Bench.Effort effort, Optional<NativePython> nativePython) {
        try (TemporaryDirectory disk = TemporaryDirectory.create();
                Bench bench = new Bench(effort, nativePython, disk.path())) {
            bench.measureLatencies();
            return BenchReport.of(bench, bench.measureThroughput(), nativePython);
        } catch (IOException e) {
            throw new UsageException("the native Python cannot be measured: " + e.getMessage(), e);
        }
    }
}
