package dev.wasmsandbox.core.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a package says of itself, from the headers of its METADATA file (Core metadata specifications of the Python Packaging
 * Authority).
 *
 * @param name its name
 * @param version its version, empty if it says none
 * @param requiresPython which versions of Python it is for, empty if it says none
 * @param requirements what it needs, line by line as it says it
 */
record PackageMetadata(
        String name, String version, String requiresPython, List<String> requirements) {

    PackageMetadata {
        requirements = List.copyOf(requirements);
    }

    /** Metadata of modules that say nothing of themselves. */
    static PackageMetadata named(String name) {
        return new PackageMetadata(name, "", "", List.of());
    }

    /** Reads the headers, which end with an empty line; a name or version that is missing is empty. */
    static PackageMetadata read(byte[] file) {
        String name = "";
        String version = "";
        String python = "";
        List<String> requirements = new ArrayList<>();
        for (String line : new String(file, StandardCharsets.UTF_8).lines().toList()) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT)) {
                case "name" -> name = value;
                case "version" -> version = value;
                case "requires-python" -> python = value;
                case "requires-dist" -> requirements.add(value);
                default -> {
                    // What it is for and who made it changes nothing here.
                }
            }
        }
        return new PackageMetadata(name, version, python, requirements);
    }

    /** Returns a name as indexes compare it: {@code Foo_bar} and {@code foo.bar} are both {@code foo-bar}. */
    static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /** Returns the normal names of those packages that it needs in every case: without extras and conditions. */
    List<String> unconditionalRequirements() {
        return requirements.stream()
                .filter(line -> line.indexOf(';') < 0)
                .map(line -> normal(line.split("[^A-Za-z0-9._-]", 2)[0]))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
