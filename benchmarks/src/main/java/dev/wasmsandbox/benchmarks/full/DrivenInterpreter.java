package dev.wasmsandbox.benchmarks.full;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** An interpreter in another process, which stays and takes the times itself. */
record DrivenInterpreter(String version, Driver driver) implements Competitor.Interpreter {
    @Override
    public Competitor.Ran run(Path program) {
        JsonNode answer = driver.ask(program.toString());
        return new Competitor.Ran(answer.path("nanos").asLong(), answer.path("output").asString());
    }

    @Override
    public void close() {
        driver.close();
    }
}
