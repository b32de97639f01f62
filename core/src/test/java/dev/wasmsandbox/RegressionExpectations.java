package dev.wasmsandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * What CPython's own tests may do other than pass, from {@code regression.toml}.
 *
 * @param failing ids of tests that fail, with the reason
 * @param leftOut ids of tests that are not run, or of classes and modules of tests, with the reason
 * @param sockets modules that are run though they ask for sockets
 */
record RegressionExpectations(
        Map<String, String> failing, Map<String, String> leftOut, Set<String> sockets) {

    static RegressionExpectations read(Path file) throws IOException {
        TomlParseResult toml = Toml.parse(file);
        if (toml.hasErrors()) {
            throw new AssertionError(file + ": " + toml.errors());
        }
        return new RegressionExpectations(
                reasons(toml, "failing"),
                reasons(toml, "left_out"),
                new HashSet<>(strings(toml.getArrayOrEmpty("sockets"))));
    }

    private static Map<String, String> reasons(TomlTable toml, String key) {
        Map<String, String> reasons = new LinkedHashMap<>();
        TomlArray groups = toml.getArrayOrEmpty(key);
        for (int i = 0; i < groups.size(); i++) {
            TomlTable group = groups.getTable(i);
            String reason = group.getString("reason", () -> "");
            List<String> tests = strings(group.getArrayOrEmpty("tests"));
            if (reason.isBlank() || tests.isEmpty()) {
                throw new AssertionError(key + " " + (i + 1) + " lacks a reason or tests");
            }
            for (String test : tests) {
                if (reasons.put(test, reason) != null) {
                    throw new AssertionError(test + " is listed twice");
                }
            }
        }
        return reasons;
    }

    private static List<String> strings(TomlArray array) {
        return array.toList().stream().map(String.class::cast).toList();
    }
}
