package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.FuelAnalysis.Status;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Judges how a run stands to its fuel budget. */
public final class FuelAnalyzer {
    /** Packages whose import alone costs much of a usual budget. */
    private static final Map<String, String> HEAVY_IMPORTS =
            Map.of(
                    "openpyxl", "import of openpyxl",
                    "PyPDF2", "import of PyPDF2",
                    "jinja2", "import of jinja2",
                    "markdown", "import of markdown",
                    "tabulate", "import of tabulate",
                    "dateutil", "import of python-dateutil");

    private FuelAnalyzer() {}

    /**
     * Judges a run.
     *
     * @param consumed what was measured
     * @param exhausted whether the run was stopped for lack of fuel
     * @param code the program, searched for likely causes when much was used
     */
    public static FuelAnalysis analyze(
            OptionalLong consumed, long budget, boolean exhausted, String code) {
        if (consumed.isEmpty()) {
            return new FuelAnalysis(
                    Status.UNKNOWN,
                    null,
                    budget,
                    0,
                    "Fuel was not measured in this run.",
                    List.of());
        }
        double percent = exhausted ? 100 : 100.0 * consumed.getAsLong() / budget;
        Status status = exhausted ? Status.EXHAUSTED : status(percent);
        List<String> causes =
                status.compareTo(Status.WARNING) < 0 ? List.of() : causes(code, status);
        return new FuelAnalysis(
                status,
                consumed.getAsLong(),
                budget,
                percent,
                recommendation(status, percent, budget),
                causes);
    }

    private static Status status(double percent) {
        return percent < 50
                ? Status.EFFICIENT
                : percent < 75 ? Status.MODERATE : percent < 90 ? Status.WARNING : Status.CRITICAL;
    }

    private static String recommendation(Status status, double percent, long budget) {
        return switch (status) {
            case UNKNOWN, EFFICIENT -> "The fuel budget is sufficient.";
            case MODERATE ->
                    "The fuel budget is sufficient; larger inputs may need more than %,d."
                            .formatted(budget);
            case WARNING ->
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the fuel budget was used: raise fuelBudget to about %,d before inputs grow.",
                            percent,
                            raised(budget, 3, 2));
            case CRITICAL ->
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the fuel budget was used: raise fuelBudget to %,d, or do less work per run.",
                            percent,
                            raised(budget, 2, 1));
            case EXHAUSTED ->
                    String.format(
                            Locale.ROOT,
                            "The run was stopped after %,d instructions: look for a loop without end, else raise fuelBudget to %,d.",
                            budget,
                            raised(budget, 2, 1));
        };
    }

    private static long raised(long budget, int times, int dividedBy) {
        return budget > Long.MAX_VALUE / times ? Long.MAX_VALUE : budget * times / dividedBy;
    }

    private static List<String> causes(String code, Status status) {
        // Sorted and without doubles as they come: a program may name thousands.
        NavigableSet<String> causes = new TreeSet<>();
        for (String line : code.lines().limit(10_000).toList()) {
            String stripped = line.strip();
            if (stripped.startsWith("import ") || stripped.startsWith("from ")) {
                HEAVY_IMPORTS.forEach((name, cause) -> {
                    if (stripped.contains(name)) {
                        causes.add(cause);
                    }
                });
            }
            if (status == Status.EXHAUSTED && stripped.length() < 80 && isEndless(stripped)) {
                causes.add("loop without a condition: " + stripped);
            }
        }
        return causes.stream().limit(5).toList();
    }

    private static boolean isEndless(String line) {
        String dense = line.replace(" ", "");
        return dense.startsWith("whileTrue:")
                || dense.startsWith("while1:")
                || dense.startsWith("while(true)")
                || dense.startsWith("while(1)")
                || dense.startsWith("for(;;)");
    }
}
