package dev.wasmsandbox.architecture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * The committed list of the engine's advisories.
 *
 * @param compared the day of the newest advisory when the list was last compared with the database
 * @param all what is listed
 */
record Advisories(String compared, List<Advisory> all) {
    /** Cranelift's versions follow Wasmtime's at this distance. */
    private static final int CRANELIFT_DISTANCE = 87;

    private static final int VERSION_PARTS = 3;

    /**
     * One advisory.
     *
     * @param packageName the crate whose versions the ranges are
     * @param touches whether it is about something that is linked here
     * @param good ranges of versions that are not affected; every other one is
     */
    record Advisory(
            String id,
            String packageName,
            String date,
            String component,
            boolean touches,
            String reason,
            List<String> good) {
        Advisory {
            good = List.copyOf(good);
        }

        /** Whether a version of Wasmtime is affected. */
        boolean affects(String wasmtime) {
            int[] version = version(wasmtime);
            if (packageName.startsWith("cranelift")) {
                version = new int[] {0, version[0] + CRANELIFT_DISTANCE, version[2]};
            }
            for (String range : good) {
                if (holds(range, version)) {
                    return false;
                }
            }
            return true;
        }
    }

    Advisories {
        all = List.copyOf(all);
    }

    static Advisories read(Path file) throws IOException {
        TomlParseResult toml = Toml.parse(file);
        if (toml.hasErrors()) {
            throw new IOException(file + ": " + toml.errors().getFirst());
        }
        List<Advisory> all = new ArrayList<>();
        TomlArray tables = toml.getArrayOrEmpty("advisory");
        for (int i = 0; i < tables.size(); i++) {
            all.add(advisory(tables.getTable(i)));
        }
        return new Advisories(text(toml, "compared"), all);
    }

    private static Advisory advisory(TomlTable table) throws IOException {
        Boolean touches = table.getBoolean("touches");
        if (touches == null) {
            throw new IOException(text(table, "id") + " does not say whether it touches us");
        }
        List<String> good = new ArrayList<>();
        for (String key : List.of("patched", "unaffected")) {
            for (Object range : table.getArrayOrEmpty(key).toList()) {
                good.add((String) range);
            }
        }
        return new Advisory(
                text(table, "id"),
                text(table, "package"),
                text(table, "date"),
                text(table, "component"),
                touches,
                text(table, "reason"),
                good);
    }

    private static String text(TomlTable table, String key) throws IOException {
        String text = table.getString(key);
        if (text == null || text.isBlank()) {
            throw new IOException("an advisory of " + table.getString("date") + " has no " + key);
        }
        return text;
    }

    /** Lists those that affect a version of Wasmtime and touch what is linked. */
    List<Advisory> touching(String wasmtime) {
        return all.stream()
                .filter(advisory -> advisory.touches && advisory.affects(wasmtime))
                .toList();
    }

    /** Whether a version satisfies all comparisons of a range such as {@code >= 24.0.2, < 25.0.0}. */
    static boolean holds(String range, int[] version) {
        for (String comparison : range.split(",", -1)) {
            String[] parts = comparison.strip().split(" +", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("\"" + range + "\" is no range");
            }
            int order = Arrays.compare(version, version(parts[1]));
            boolean holds =
                    switch (parts[0]) {
                        case ">=" -> order >= 0;
                        case ">" -> order > 0;
                        case "<" -> order < 0;
                        case "<=" -> order <= 0;
                        case "=" -> order == 0;
                        default ->
                                throw new IllegalArgumentException("\"" + range + "\" is no range");
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    static int[] version(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != VERSION_PARTS) {
            throw new IllegalArgumentException("\"" + text + "\" is no version of three numbers");
        }
        return Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
    }
}
