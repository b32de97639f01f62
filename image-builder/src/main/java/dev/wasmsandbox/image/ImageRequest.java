package dev.wasmsandbox.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to build.
 *
 * @param name the guest's name
 * @param module the whole WebAssembly module
 * @param versions a properties file with the versions of what is in it
 * @param archives its files, which are there while images boot
 * @param images what further images are made of
 * @param environment the variables that the images are made with
 * @param output the folder that the resources go to
 */
record ImageRequest(
        String name,
        Path module,
        Path versions,
        List<Archive> archives,
        List<Image> images,
        Map<String, String> environment,
        Path output) {

    /** A zip file and where it is mounted. */
    record Archive(String name, String mount, Path file) {}

    /** A further image and the list of the modules that it has imported: one on a line, comments begin with #. */
    record Image(String name, Path modules) {}

    private static final String USAGE =
            "usage: --name NAME --module FILE --versions FILE --output FOLDER [--archive NAME=MOUNT=FILE]…"
                    + " [--image NAME=FILE]… [--env NAME=VALUE]…";

    /**
     * Reads the arguments of the command line.
     *
     * @throws IllegalArgumentException saying which argument is missing or unknown
     */
    static ImageRequest parse(String[] arguments) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> environment = new TreeMap<>();
        List<Archive> archives = new ArrayList<>();
        List<Image> images = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String option = arguments[i];
            String value = arguments[i + 1];
            switch (option) {
                case "--env" -> environment.put(before(value), after(value));
                case "--archive" ->
                        archives.add(
                                new Archive(
                                        before(value),
                                        before(after(value)),
                                        Path.of(after(after(value)))));
                case "--image" -> images.add(new Image(before(value), Path.of(after(value))));
                case "--name", "--module", "--versions", "--output" -> values.put(option, value);
                default ->
                        throw new IllegalArgumentException(
                                "unknown option " + option + "; " + USAGE);
            }
        }
        return new ImageRequest(
                required(values, "--name"),
                Path.of(required(values, "--module")),
                Path.of(required(values, "--versions")),
                archives,
                images,
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
