package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list of a wheel's files with their hashes, in which each file has to stand (Recording installed projects, Python
 * Packaging Authority).
 */
final class WheelRecord {
    private final Path source;
    private final String place;
    private final Set<String> listed = new HashSet<>();

    private WheelRecord(Path source, String place) {
        this.source = source;
        this.place = place;
    }

    /** Compares the list at a place with the files; the first difference is an error. */
    static void check(Path source, String place, Map<String, byte[]> files) {
        byte[] list = files.get(place);
        if (list == null) {
            throw PackageProblem.of(source, "it has no " + place + ", which every wheel has");
        }
        WheelRecord record = new WheelRecord(source, place);
        new String(list, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> record.compare(fields(line), files));
        for (String name : files.keySet()) {
            if (!record.listed.contains(name) && !record.mayBeUnlisted(name)) {
                throw PackageProblem.of(
                        source, "its file " + name + " does not stand in its " + place);
            }
        }
    }

    private boolean mayBeUnlisted(String name) {
        return name.equals(place) || name.equals(place + ".jws") || name.equals(place + ".p7s");
    }

    private void compare(List<String> fields, Map<String, byte[]> files) {
        String name = fields.getFirst();
        byte[] content = files.get(name);
        // The list itself has no hash; bytecode is made anew.
        if (mayBeUnlisted(name) || name.contains("__pycache__/")) {
            return;
        }
        if (content == null) {
            throw PackageProblem.of(source, "its file " + name + " is missing");
        }
        String hash = fields.size() < 2 ? "" : fields.get(1);
        if (!hash.equals(sha256(content))) {
            throw PackageProblem.of(
                    source,
                    "its file "
                            + name
                            + " is not the one that its "
                            + place
                            + " lists (by sha256); get the wheel again from where it was published");
        }
        listed.add(name);
    }

    /** Writes the hash of a content as a list has it. */
    static String sha256(byte[] content) {
        byte[] hash = Sha256.digest().digest(content);
        return "sha256=" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /** Splits a line of comma-separated values; quotes stand around what has commas or quotes in it. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char c = line.charAt(index);
            if (c == '"') {
                boolean doubled =
                        quoted && index + 1 < line.length() && line.charAt(index + 1) == '"';
                if (doubled) {
                    field.append('"');
                    index++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
