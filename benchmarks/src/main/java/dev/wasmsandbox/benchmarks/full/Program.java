package dev.wasmsandbox.benchmarks.full;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The program that users start, as it was built in this checkout.
 *
 * @param root the checkout
 */
record Program(Path root) {
    private static final int SECONDS = 300;

    /** Returns the libraries that it is packed with, or throws {@link Missing} where it was not built. */
    Path libraries() {
        requireBuilt();
        return root.resolve("cli/target/dist/lib");
    }

    /** Runs code by way of the script, which looks first whether what is built is newer than the sources. */
    Commands.Ended runByScript(String language, String code) {
        requireBuilt();
        return Commands.run(
                        List.of(
                                root.resolve("sandbox").toString(),
                                "run",
                                "--language",
                                language,
                                "-c",
                                code),
                        SECONDS)
                .orMissing("./sandbox run");
    }

    /** Runs code by {@code java -jar}, with the flags and the startup cache that the script takes. */
    Commands.Ended run(String language, String code, Map<String, String> environment) {
        requireBuilt();
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Xlog:disable",
                                "-Xlog:all=error:stderr"));
        Path startupCache = root.resolve("cli/target/dist/startup.aot");
        if (Files.isRegularFile(startupCache)) {
            command.add("-XX:AOTCache=" + startupCache);
        }
        command.addAll(
                List.of(
                        "-jar",
                        root.resolve("cli/target/dist/sandbox.jar").toString(),
                        "run",
                        "--language",
                        language,
                        "-c",
                        code));
        return Commands.run(command, environment, SECONDS).orMissing("java -jar sandbox.jar run");
    }

    private void requireBuilt() {
        if (!Files.isRegularFile(root.resolve("cli/target/dist/built"))) {
            throw new Missing("the program was not built; run ./sandbox build");
        }
    }
}
