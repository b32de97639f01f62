package dev.wasmsandbox.guidance;

import dev.wasmsandbox.RuntimeType;
import java.util.List;
import java.util.Map;

/**
 * A program, and what should be said about its end.
 *
 * @param group the file of the corpus that it stands in
 * @param name its name there
 * @param types the kinds of guidance that are right, the best first; empty if nothing should be said
 * @param says what the guidance has to mention: of each list one
 * @param files the workspace before the run, by path
 * @param policy lines of a policy file
 * @param code the program
 */
record Snippet(
        RuntimeType runtime,
        String group,
        String name,
        List<String> types,
        List<List<String>> says,
        Map<String, byte[]> files,
        String policy,
        String code) {

    String id() {
        return runtime.name().toLowerCase(java.util.Locale.ROOT) + "/" + group + "/" + name;
    }

    /** Whether it was not looked at while the rules were made. */
    boolean isHeldOut() {
        return group.endsWith("held-out");
    }
}
