package dev.wasmsandbox.core.guidance;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody meant who misspelt a name. */
final class Similar {
    private static final int LONGEST = 64;
    private static final int MOST_CANDIDATES = 2_000;

    /** So much of the longer name has to be the shorter one, if one begins with the other. */
    private static final double LEAST_COMMON_PART = 0.5;

    /** A candidate; the lower its rank, the nearer it is. */
    private record Match(String name, int rank, boolean sameInitial) {}

    private static final int TOO_FAR = Integer.MAX_VALUE;

    private Similar() {}

    /** Returns the candidate that was probably meant; the first of several that are equally near. */
    static Optional<String> best(String wanted, Collection<String> candidates) {
        return ranked(wanted, candidates).stream().findFirst();
    }

    /** Returns all candidates that may have been meant, the nearest first. */
    static List<String> ranked(String wanted, Collection<String> candidates) {
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return List.of();
        }
        String normal = normal(wanted);
        return candidates.stream()
                .limit(MOST_CANDIDATES)
                .filter(candidate -> candidate.length() <= LONGEST && !candidate.equals(wanted))
                .map(candidate -> match(normal, candidate))
                .filter(match -> match.rank() != TOO_FAR)
                .sorted(
                        Comparator.comparingInt(Match::rank)
                                .thenComparing(match -> !match.sameInitial()))
                .map(Match::name)
                .distinct()
                .toList();
    }

    private static Match match(String wanted, String candidate) {
        String other = normal(candidate);
        boolean sameInitial =
                !other.isEmpty() && !wanted.isEmpty() && other.charAt(0) == wanted.charAt(0);
        int allowed = allowed(wanted.length());
        int distance = distance(wanted, other, allowed);
        int rank = distance <= allowed ? 2 * distance : TOO_FAR;
        // A part of a name is as near as one or two wrong letters.
        return new Match(candidate, isPart(wanted, other) ? Math.min(rank, 3) : rank, sameInitial);
    }

    /** Whether one name is the beginning of the other, and much of it. */
    private static boolean isPart(String a, String b) {
        String shorter = a.length() <= b.length() ? a : b;
        String longer = a.length() <= b.length() ? b : a;
        return shorter.length() >= 4
                && longer.startsWith(shorter)
                && shorter.length() >= LEAST_COMMON_PART * longer.length();
    }

    /** How names are compared: neither case nor the marks between words count. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static int allowed(int length) {
        return length < 3 ? 0 : length < 6 ? 1 : length / 3;
    }

    /** Counts the letters to be inserted, deleted, replaced, or exchanged with their neighbour; not beyond a limit. */
    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return TOO_FAR;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int column = 0; column <= b.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= a.length(); row++) {
            int[] current = new int[b.length() + 1];
            current[0] = row;
            for (int column = 1; column <= b.length(); column++) {
                int replaced = a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1;
                int best =
                        Math.min(
                                Math.min(last[column], current[column - 1]) + 1,
                                last[column - 1] + replaced);
                if (row > 1
                        && column > 1
                        && a.charAt(row - 1) == b.charAt(column - 2)
                        && a.charAt(row - 2) == b.charAt(column - 1)) {
                    best = Math.min(best, beforeLast[column - 2] + 1);
                }
                current[column] = best;
            }
            beforeLast = last;
            last = current;
        }
        return last[b.length()];
    }
}
