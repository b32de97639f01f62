package dev.wasmsandbox;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says how a run stands to its fuel budget.
 *
 * @param status the range that the use falls into
 * @param consumed the instructions that were executed; null if they were not measured
 * @param budget the instructions that were allowed
 * @param utilizationPercent consumed of budget, in percent; 0 if it was not measured
 * @param recommendation what to do about it
 * @param likelyCauses what used the fuel, by samples of where the program was: its own loops, lines and imports; and where it was if it was
 *     stopped
 * @param recommendedBudget a budget with which the same program is likely to come to its end; null where none is needed, or where nothing
 *     shows how much that would be
 */
public record FuelAnalysis(
        Status status,
        @Nullable Long consumed,
        long budget,
        double utilizationPercent,
        String recommendation,
        List<String> likelyCauses,
        @Nullable Long recommendedBudget) {

    /** Ranges of fuel use. */
    public enum Status {
        /** Nothing was measured. */
        UNKNOWN,
        /** Less than half of the budget. */
        EFFICIENT,
        /** Less than three quarters. */
        MODERATE,
        /** Less than nine tenths. */
        WARNING,
        /** Nearly all. */
        CRITICAL,
        /** All of it; the run was stopped. */
        EXHAUSTED;

        /** Returns the name used in JSON. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the causes. */
    public FuelAnalysis {
        likelyCauses = List.copyOf(likelyCauses);
    }
}
