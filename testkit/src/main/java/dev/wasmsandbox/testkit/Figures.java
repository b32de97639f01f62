package dev.wasmsandbox.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The figures of one part of the security report: what they say, and whether it is good. */
final class Figures {
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of("title", "result", "passed", "cases", "programs");

    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();
    private final List<String> details = new ArrayList<>();

    private Figures(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    static Figures of(Map<String, String> values) {
        Figures figures = new Figures(values);
        figures.judge();
        figures.describe();
        return figures;
    }

    /** What is not as it should be; empty if all passed. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Lines of the report. */
    List<String> details() {
        return List.copyOf(details);
    }

    /** How many of what passed. */
    String summary() {
        String all = total();
        String passed = values.get("passed");
        return all == null || passed == null
                ? ""
                : passed + " of " + all + (values.containsKey("programs") ? " programs" : " cases");
    }

    private @Nullable String total() {
        String cases = values.get("cases");
        return cases == null ? values.get("programs") : cases;
    }

    private void judge() {
        if (values.isEmpty()) {
            problems.add("no figures");
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            String key = value.getKey();
            boolean isResult = key.equals("result") || key.endsWith(".result");
            if (isResult && !value.getValue().equals("passed")) {
                problems.add(key + " is " + value.getValue());
            }
            if (key.endsWith(".cases")) {
                String name = key.substring(0, key.length() - ".cases".length());
                compare(name, value.getValue(), values.get(name + ".passed"));
            }
        }
        String all = total();
        if (all != null) {
            compare("in all", all, values.get("passed"));
            if (all.equals("0")) {
                problems.add("nothing ran");
            }
        }
    }

    private void compare(String name, String all, @Nullable String passed) {
        if (!all.equals(passed)) {
            problems.add(
                    name + ": " + (passed == null ? "none" : passed) + " of " + all + " passed");
        }
    }

    private void describe() {
        Set<String> rest = new TreeSet<>(values.keySet());
        rest.removeAll(SHOWN_ELSEWHERE);
        List<String> pairs = new ArrayList<>();
        for (String key : List.copyOf(rest)) {
            if (key.endsWith(".cases")) {
                String name = key.substring(0, key.length() - ".cases".length());
                rest.remove(key);
                rest.remove(name + ".passed");
                String passed = values.getOrDefault(name + ".passed", "none");
                String shown =
                        name.startsWith("family.") ? name.substring("family.".length()) : name;
                pairs.add("| " + shown + " | " + passed + " | " + values.get(key) + " |");
            }
        }
        if (!rest.isEmpty()) {
            details.add("| Figure | Value |");
            details.add("| --- | --- |");
            for (String key : rest) {
                details.add("| " + key + " | " + values.get(key) + " |");
            }
        }
        if (!pairs.isEmpty()) {
            if (!details.isEmpty()) {
                details.add("");
            }
            details.add("| What | Passed | Cases |");
            details.add("| --- | --- | --- |");
            details.addAll(pairs);
        }
    }
}
