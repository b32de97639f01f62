package dev.wasmsandbox.image;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to build.
 *
 * @param name the guest's name
 * @param module the whole WebAssembly module
 * @param versions a properties file with the versions of what is in it
 * @param archiveMount where its files are mounted
 * @param archive a zip file with its files; null when it has none
 * @param environment the variables that the image is made with
 * @param output the folder that the resources go to
 */
record ImageRequest(
        String name,
        Path module,
        Path versions,
        String archiveMount,
        @Nullable Path archive,
        Map<String, String> environment,
        Path output) {

    private static final String USAGE =
            "usage: --name NAME --module FILE --versions FILE --output FOLDER [--archive MOUNT=FILE] [--env NAME=VALUE]…";

    /**
     * Reads the arguments of the command line.
     *
     * @throws IllegalArgumentException saying which argument is missing or unknown
     */
    static ImageRequest parse(String[] arguments) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> environment = new TreeMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String option = arguments[i];
            String value = arguments[i + 1];
            switch (option) {
                case "--env" -> environment.put(before(value), after(value));
                case "--name", "--module", "--versions", "--archive", "--output" ->
                        values.put(option, value);
                default ->
                        throw new IllegalArgumentException(
                                "unknown option " + option + "; " + USAGE);
            }
        }
        String archive = values.get("--archive");
        return new ImageRequest(
                required(values, "--name"),
                Path.of(required(values, "--module")),
                Path.of(required(values, "--versions")),
                archive == null ? "" : before(archive),
                archive == null ? null : Path.of(after(archive)),
                environment,
                Path.of(required(values, "--output")));
    }

    private static String required(Map<String, String> values, String option) {
        String value = values.get(option);
        if (value == null) {
            throw new IllegalArgumentException(option + " is missing; " + USAGE);
        }
        return value;
    }

    private static String before(String pair) {
        return pair.substring(0, equalsSign(pair));
    }

    private static String after(String pair) {
        return pair.substring(equalsSign(pair) + 1);
    }

    private static int equalsSign(String pair) {
        int at = pair.indexOf('=');
        if (at < 1) {
            throw new IllegalArgumentException("\"" + pair + "\" is not NAME=VALUE; " + USAGE);
        }
        return at;
    }
}
