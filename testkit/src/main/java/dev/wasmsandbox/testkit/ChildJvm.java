package dev.wasmsandbox.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, with the class path of this one: for tests that may end the JVM, that need other flags,
 * or that need two processes.
 */
public final class ChildJvm {

    private final String mainClass;
    private final List<String> jvmArguments = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Duration watchdog = Duration.ofMinutes(3);
    private boolean nativeAccess = true;
    private List<String> prefix = List.of();

    private ChildJvm(String mainClass) {
        this.mainClass = mainClass;
    }

    /** Prepares a JVM that runs the given class's main method. */
    public static ChildJvm of(Class<?> mainClass) {
        return new ChildJvm(mainClass.getName());
    }

    /** Adds flags of the JVM. */
    public ChildJvm jvmArguments(String... flags) {
        jvmArguments.addAll(List.of(flags));
        return this;
    }

    /** Adds arguments of the main method. */
    public ChildJvm arguments(String... values) {
        arguments.addAll(List.of(values));
        return this;
    }

    /** Sets an environment variable. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leaves out {@code --enable-native-access}, which is given otherwise. */
    public ChildJvm withoutNativeAccess() {
        nativeAccess = false;
        return this;
    }

    /**
     * Runs it as a user whom the system stops at files that they may not read or change.
     *
     * @throws IllegalStateException if there is no way here, see {@link OrdinaryUser#isPossible}
     */
    public ChildJvm asOrdinaryUser() {
        prefix =
                OrdinaryUser.prefix()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "this user passes over permissions, and setpriv cannot give that up"));
        return this;
    }

    /** Sets after what time a hanging JVM is killed; the default of three minutes only serves to end a hanging build. */
    public ChildJvm watchdog(Duration time) {
        watchdog = time;
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @throws AssertionError if the watchdog had to kill it
     */
    public Result run() {
        return start().await();
    }

    /** Starts it, for tests that let several run side by side. */
    public Running start() {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (nativeAccess) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A crashing JVM writes its report and its core into the working directory.
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        builder.environment().putAll(environment);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new Running(process, mainClass, watchdog);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /** A JVM that was started. */
    public static final class Running {

        private final Process process;
        private final String mainClass;
        private final Duration watchdog;
        private final CompletableFuture<String> output;

        private Running(Process process, String mainClass, Duration watchdog) {
            this.process = process;
            this.mainClass = mainClass;
            this.watchdog = watchdog;
            this.output = CompletableFuture.supplyAsync(this::read);
        }

        private String read() {
            try {
                return new String(process.getInputStream().readAllBytes(), UTF_8);
            } catch (IOException e) {
                return "(the output could not be read: " + e + ")";
            }
        }

        /** Kills it at once, and waits until it is gone. */
        public void kill() {
            try {
                process.destroyForcibly().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while " + mainClass + " was killed", e);
            }
        }

        /**
         * Waits for its end.
         *
         * @throws AssertionError if the watchdog had to kill it
         */
        public Result await() {
            try {
                if (!process.waitFor(watchdog.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(
                            mainClass
                                    + " did not end within "
                                    + watchdog
                                    + "; its output:\n"
                                    + output.join());
                }
                return new Result(process.exitValue(), output.join());
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while " + mainClass + " was running", e);
            }
        }
    }

    /**
     * How a JVM ended.
     *
     * @param exitCode its exit code; 128 + n if signal n ended it
     * @param output standard output and standard error as they came
     */
    public record Result(int exitCode, String output) {

        /** Fails with the whole output unless the exit code is the expected one. */
        public Result expectExitCode(int expected) {
            if (exitCode != expected) {
                throw new AssertionError(
                        "exit code "
                                + exitCode
                                + " instead of "
                                + expected
                                + "; output:\n"
                                + output);
            }
            return this;
        }

        /** Fails with the whole output unless the text occurs in it. */
        public Result expectOutput(String text) {
            if (!output.contains(text)) {
                throw new AssertionError("the output lacks \"" + text + "\":\n" + output);
            }
            return this;
        }
    }
}
