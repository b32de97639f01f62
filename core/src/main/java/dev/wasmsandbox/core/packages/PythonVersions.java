package dev.wasmsandbox.core.packages;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares a version of Python with what a package asks for, e.g. {@code >=3.8,!=3.9.*} (version specifiers, PEP 440). */
final class PythonVersions {
    private static final Pattern CLAUSE =
            Pattern.compile(
                    "(===|==|!=|~=|<=|>=|<|>)\\s*([0-9]{1,6}(?:\\.[0-9]{1,6}){0,3})(\\.\\*)?");

    private PythonVersions() {}

    /** Tells whether all clauses admit a version; one that cannot be understood is taken to. */
    static boolean admits(String specifier, String version) {
        return Arrays.stream(specifier.split(",", -1))
                .map(clause -> CLAUSE.matcher(clause.strip()))
                .filter(Matcher::matches)
                .allMatch(clause -> admits(clause, numbers(version)));
    }

    private static boolean admits(Matcher clause, List<Integer> version) {
        List<Integer> wanted = numbers(clause.group(2));
        boolean sameStart = startsWith(version, wanted);
        int order = compare(version, wanted);
        boolean equal = clause.group(3) != null ? sameStart : order == 0;
        return switch (clause.group(1)) {
            case "==", "===" -> equal;
            case "!=" -> !equal;
            case "~=" -> order >= 0 && startsWith(version, wanted.subList(0, wanted.size() - 1));
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order > 0;
        };
    }

    private static List<Integer> numbers(String version) {
        return Arrays.stream(version.split("\\.", -1)).map(Integer::valueOf).toList();
    }

    private static boolean startsWith(List<Integer> version, List<Integer> start) {
        return compare(version.subList(0, Math.min(version.size(), start.size())), start) == 0;
    }

    /** Compares number by number; those that are missing are zeros. */
    private static int compare(List<Integer> left, List<Integer> right) {
        for (int index = 0; index < Math.max(left.size(), right.size()); index++) {
            int order = Integer.compare(at(left, index), at(right, index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int at(List<Integer> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
