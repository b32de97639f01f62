package dev.wasmsandbox.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hostile program of the corpus.
 *
 * @param id its place below the corpus, e.g. {@code python/paths/absolute.py}
 * @param language {@code python} or {@code javascript}
 * @param vector the way out that it tries
 * @param title what it is, in a few words
 * @param tries what it would get if it succeeded
 * @param ends the ends that are allowed, see the corpus's README.md
 * @param settings changes to the policy that programs of the corpus usually get
 * @param code the program, header included
 */
public record EscapeProgram(
        String id,
        String language,
        EscapeVector vector,
        String title,
        String tries,
        Set<String> ends,
        Map<String, String> settings,
        String code) {

    /** The end of a program of which only the oracle's checks are asked, for a reason that its header gives. */
    public static final String ANY_END = "any";

    private static final Pattern PLACE =
            Pattern.compile("(python|javascript)/([a-z-]+)/[a-z0-9-]+\\.(py|js)");
    private static final Pattern FIELD = Pattern.compile("(?:#|//) ([a-z]+): (.+)");
    private static final Set<String> FIELDS = Set.of("title", "tries", "ends", "policy", "reason");
    private static final Pattern END =
            Pattern.compile(
                    "completed|exited \\d+|error [A-Za-z]+|limit [a-z_]+|trapped [a-z_]+|failed|busy|"
                            + ANY_END);

    /** Copies the collections. */
    public EscapeProgram {
        ends = Set.copyOf(ends);
        settings = Map.copyOf(settings);
    }

    /**
     * Reads a program with its header.
     *
     * @throws IllegalArgumentException if its place or its header is not as the corpus's README.md says
     */
    public static EscapeProgram parse(String id, String code) {
        Matcher place = PLACE.matcher(id);
        require(place.matches(), id, "its place is not language/vector/name-in-lower-case");
        Map<String, String> fields = fields(id, code);
        Set<String> ends = new TreeSet<>(List.of(field(id, fields, "ends").split(" \\| ", -1)));
        for (String end : ends) {
            require(END.matcher(end).matches(), id, "\"" + end + "\" is no end");
        }
        require(
                ends.contains(ANY_END) == fields.containsKey("reason"),
                id,
                "a reason belongs to the end \"any\", and to no other");
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : fields.getOrDefault("policy", "").split(" ", -1)) {
            int equals = setting.indexOf('=');
            require(setting.isEmpty() || equals > 0, id, "\"" + setting + "\" is no name=value");
            if (equals > 0) {
                settings.put(setting.substring(0, equals), setting.substring(equals + 1));
            }
        }
        return new EscapeProgram(
                id,
                place.group(1),
                EscapeVector.ofFolder(place.group(2)),
                field(id, fields, "title"),
                field(id, fields, "tries"),
                ends,
                settings,
                code);
    }

    private static Map<String, String> fields(String id, String code) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : code.lines().toList()) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                break;
            }
            require(FIELDS.contains(field.group(1)), id, "unknown field " + field.group(1));
            require(
                    fields.put(field.group(1), field.group(2)) == null,
                    id,
                    field.group(1) + " is there twice");
        }
        return fields;
    }

    private static String field(String id, Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(id + ": its header lacks " + name);
        }
        return value;
    }

    private static void require(boolean fulfilled, String id, String fault) {
        if (!fulfilled) {
            throw new IllegalArgumentException(id + ": " + fault);
        }
    }

    /** Tells whether only the oracle's checks are asked, and no particular end. */
    public boolean endsAnyhow() {
        return ends.contains(ANY_END);
    }

    @Override
    public String toString() {
        return id + " (" + title + ")";
    }
}
