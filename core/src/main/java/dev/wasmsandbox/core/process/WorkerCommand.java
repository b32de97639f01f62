package dev.wasmsandbox.core.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Says how a worker is started: the same Java and the same code as here, a small heap, nothing of the application's own settings. */
final class WorkerCommand {
    /** Settings of this process that a worker must share to find and run the same guests. */
    private static final List<String> SHARED =
            List.of(
                    "dev.wasmsandbox.cache",
                    "dev.wasmsandbox.reset",
                    "dev.wasmsandbox.verify",
                    "user.home");

    private static final String NATIVE_MODULES = "dev.wasmsandbox.wasmtime,dev.wasmsandbox.engine";

    private WorkerCommand() {}

    /** Starts workers with a heap of so many MiB. */
    static WorkerLauncher launcher(long heapMebibytes) {
        List<String> command = ofThisProcess(heapMebibytes);
        return (directory, language) -> launch(command, directory, language);
    }

    static Process launch(List<String> command, Path directory, String language)
            throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(1, "-Djava.io.tmpdir=" + directory);
        words.add(language);
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().clear();
        // Without it the JVM could not name files beyond ASCII.
        builder.environment().put("LC_ALL", "C.UTF-8");
        // A file, because the process may be gone before anybody reads a pipe.
        builder.redirectError(directory.resolve(WorkerLauncher.LAST_WORDS).toFile());
        return builder.start();
    }

    private static List<String> ofThisProcess(long heapMebibytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + heapMebibytes + "m",
                        "-Xms16m",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        // After that no state of the JVM is to be trusted; a new worker is.
                        "-XX:+ExitOnOutOfMemoryError",
                        // What is said about a crash goes where this process reads it.
                        "-XX:+DisplayVMOutputToStderr",
                        "-XX:+ErrorFileToStderr",
                        "-XX:-CreateCoredumpOnCrash",
                        "-Ddev.wasmsandbox.threads=1",
                        "-Djava.awt.headless=true"));
        for (String name : SHARED) {
            String value = System.getProperty(name);
            if (value != null) {
                command.add("-D" + name + "=" + value);
            }
        }
        Module module = WorkerMain.class.getModule();
        if (module.isNamed()) {
            command.addAll(
                    List.of(
                            "--enable-native-access=" + NATIVE_MODULES,
                            "--module-path",
                            absolute(Objects.requireNonNull(System.getProperty("jdk.module.path"))),
                            "--module",
                            module.getName() + "/" + WorkerMain.class.getName()));
        } else {
            command.addAll(
                    List.of(
                            "--enable-native-access=ALL-UNNAMED",
                            "-classpath",
                            absolute(System.getProperty("java.class.path")),
                            WorkerMain.class.getName()));
        }
        return command;
    }

    /** A worker has another current directory. */
    private static String absolute(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(part -> part.isEmpty() ? "." : part)
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .reduce((first, second) -> first + File.pathSeparator + second)
                .orElse(".");
    }
}
