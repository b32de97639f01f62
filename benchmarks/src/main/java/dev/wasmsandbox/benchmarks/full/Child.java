package dev.wasmsandbox.benchmarks.full;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** A JVM of its own for what one process can have only one of: a number of guest threads, a memory that nobody else fills. */
final class Child {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Child() {}

    /** Starts a main class of this module with this JVM's class path. */
    static Driver start(Class<?> main, List<String> options, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return Driver.start(main.getSimpleName(), command, Map.of(), directory);
    }

    /** Answers requests until there are no more; see {@link Driver}. */
    static void serve(Function<List<String>, Map<String, Object>> answer) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        answers.println(JSON.writeValueAsString(Map.of("ready", true)));
        BufferedReader requests =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(JSON.writeValueAsString(answer.apply(List.of(line.split(" ", -1)))));
        }
    }
}
