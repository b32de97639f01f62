package dev.wasmsandbox.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about limits, for the commands that run code. */
final class PolicyOptions {
    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Take the limits from this TOML file; the options below go before it.")
    private @Nullable Path policy;

    @Option(
            names = "--fuel",
            paramLabel = "N",
            description = "WebAssembly instructions, e.g. 500M. Default: 5000M.")
    private @Nullable String fuel;

    @Option(
            names = "--memory",
            paramLabel = "BYTES",
            description = "Linear memory of the guest, e.g. 64MiB. Default: 128M.")
    private @Nullable String memory;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Time by the clock on the wall, e.g. 0.5. Default: no limit.")
    private @Nullable String timeout;

    @Option(
            names = "--package",
            paramLabel = "FILE",
            description =
                    "Add packages for Python: a wheel of pure Python, or a directory of modules; may be given more than"
                            + " once.")
    private List<Path> packages = new ArrayList<>();

    /** Returns what was said. */
    PolicyChoice choice() {
        return new PolicyChoice(policy, fuel, memory, timeout, packages);
    }
}
