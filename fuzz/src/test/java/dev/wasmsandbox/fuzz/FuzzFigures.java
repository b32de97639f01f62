package dev.wasmsandbox.fuzz;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** What was searched and how much of it, for the report on security. */
final class FuzzFigures {
    private final Settings settings;
    private final Map<Target, Long> inputs = new EnumMap<>(Target.class);

    FuzzFigures(Settings settings) {
        this.settings = settings;
    }

    /** Notes a search; until {@link #passed} is called it counts as failed. */
    synchronized void begin(Target target) {
        inputs.put(target, -1L);
    }

    synchronized void passed(Target target, long count) {
        inputs.put(target, count);
    }

    synchronized void write() throws IOException {
        Properties figures = new Properties();
        boolean passed = inputs.size() == Target.values().length;
        for (Map.Entry<Target, Long> entry : inputs.entrySet()) {
            boolean clean = entry.getValue() >= 0;
            passed &= clean;
            String id = entry.getKey().id();
            figures.setProperty(id + ".result", clean ? "passed" : "failed");
            figures.setProperty(id + ".inputs", Long.toString(Math.max(0, entry.getValue())));
            figures.setProperty(
                    id + ".kept",
                    Integer.toString(Inputs.list(Settings.corpus(entry.getKey())).size()));
        }
        figures.setProperty("title", "Fuzzing");
        figures.setProperty("result", passed ? "passed" : "failed");
        figures.setProperty("seconds.per.target", Long.toString(settings.time().toSeconds()));
        figures.setProperty("seed", Integer.toString(settings.seed()));
        Path file = Settings.module().resolve("target/security/fuzz.properties");
        Files.createDirectories(file.getParent());
        try (Writer out = Files.newBufferedWriter(file)) {
            figures.store(out, null);
        }
    }
}
