package dev.wasmsandbox.fuzz.wasi;

import java.util.List;
import java.util.Map;

/** What both guests, the real one and the model's, are started with. */
record Surroundings(List<String> arguments, Map<String, String> environment, int maxOpenFiles) {
    Surroundings {
        arguments = List.copyOf(arguments);
    }
}
