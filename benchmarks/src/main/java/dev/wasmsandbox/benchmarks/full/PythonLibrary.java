package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A sandbox that is a library of Python, in an environment of its own that pip fills.
 *
 * @param library its name for pip
 * @param version the version that is asked for
 */
record PythonLibrary(String library, String version) {
    private static final int INSTALL_SECONDS = 300;
    private static final String OLDEST = "python3.11";
    private static final List<String> NAMES =
            List.of("python3.14", "python3.13", "python3.12", OLDEST, "python3");

    /** Returns it as something to compare with. */
    Competitor competitor(RuntimeType language, String note) {
        return new Competitor(
                library + " " + version, language, note, false, bench -> open(language, bench));
    }

    private Competitor.Interpreter open(RuntimeType language, Workbench bench) {
        Path environment = bench.environments().resolve(library + "-" + version);
        Path python = environment.resolve("bin/python");
        install(environment, bench);
        Path driver = Resources.unpack("others/driver.py", environment);
        Driver started =
                Driver.start(
                        library,
                        List.of(python.toString(), driver.toString(), library, language.id()),
                        Map.of("PYTHONUNBUFFERED", "1"),
                        environment);
        return new DrivenInterpreter(version, started);
    }

    /** The marker is written last, so that half an installation is not taken for one. */
    private void install(Path environment, Workbench bench) {
        Path marker = environment.resolve("installed");
        if (Files.exists(marker)) {
            return;
        }
        bench.say("installing " + library + " " + version);
        Commands.run(
                        List.of(
                                newestPython().toString(),
                                "-m",
                                "venv",
                                "--clear",
                                environment.toString()),
                        INSTALL_SECONDS)
                .orMissing("python -m venv");
        Commands.run(
                        List.of(
                                environment.resolve("bin/python").toString(),
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                library + "==" + version),
                        INSTALL_SECONDS)
                .orMissing("pip install " + library + "==" + version);
        try {
            Files.createFile(marker);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + marker, e);
        }
    }

    /** Some libraries want a newer Python than {@code python3} is; one of a version manager is as good. */
    private static Path newestPython() {
        List<String> candidates = new ArrayList<>(NAMES);
        Path managed = Path.of(System.getProperty("user.home"), ".pyenv/versions");
        if (Files.isDirectory(managed)) {
            try (Stream<Path> versions = Files.list(managed)) {
                List<String> found =
                        new ArrayList<>(
                                versions.filter(path ->
                                                path.getFileName()
                                                        .toString()
                                                        .matches("3\\.1[1-9]\\..*"))
                                        .map(path -> path.resolve("bin/python3").toString())
                                        .sorted()
                                        .toList());
                Collections.reverse(found);
                candidates.addAll(NAMES.indexOf(OLDEST), found);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot look into " + managed, e);
            }
        }
        for (String candidate : candidates) {
            try {
                String executable =
                        Commands.run(
                                        List.of(
                                                candidate,
                                                "-I",
                                                "-c",
                                                "import venv, ensurepip, sys; print(sys.executable)"),
                                        INSTALL_SECONDS)
                                .orMissing(candidate)
                                .output();
                return Path.of(executable.strip());
            } catch (Missing _) {
                // The next one may be there.
            }
        }
        throw new Missing("no Python 3 with venv and pip was found; looked for " + candidates);
    }
}
