package dev.wasmsandbox.benchmarks.full;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process that measures something of its own when it is asked: a request is a line on its standard input, the answer a line of
 * JSON on its standard output. The first line says that it is ready.
 */
final class Driver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_SECONDS = 240;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter requests;

    private Driver(String name, Process process) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader();
        this.requests = process.outputWriter();
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param directory where it runs
     * @throws Missing if it cannot be started, or says why it is of no use
     */
    static Driver start(
            String name, List<String> command, Map<String, String> environment, Path directory) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectError(directory.resolve("errors.log").toFile());
            builder.environment().putAll(environment);
            Driver driver = new Driver(name, builder.start());
            try {
                driver.answer();
                return driver;
            } catch (Missing e) {
                driver.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Missing(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Asks.
     *
     * @return the answer, a JSON object
     * @throws Missing if there is none, or it is an error
     */
    JsonNode ask(String request) {
        try {
            requests.write(request);
            requests.newLine();
            requests.flush();
        } catch (IOException e) {
            throw new Missing(name + " has ended: " + e.getMessage(), e);
        }
        return answer();
    }

    private JsonNode answer() {
        String line = line();
        if (line == null) {
            throw new Missing(name + " ended before it answered; see errors.log beside it");
        }
        try {
            JsonNode answer = JSON.readTree(line);
            if (answer.hasNonNull("error")) {
                throw new Missing(name + ": " + answer.get("error").asString());
            }
            return answer;
        } catch (JacksonException e) {
            throw new Missing(name + " answered what is no JSON: " + line, e);
        }
    }

    private @Nullable String line() {
        FutureTask<@Nullable String> reading = new FutureTask<>(answers::readLine);
        Thread.ofVirtual().start(reading);
        try {
            return reading.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Missing(name + " did not answer within " + LONGEST_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new Missing(name + " has ended: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted while " + name + " worked", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
