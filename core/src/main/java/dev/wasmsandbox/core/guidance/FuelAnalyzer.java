package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.FuelAnalysis.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges how a run stands to its fuel budget. */
public final class FuelAnalyzer {
    /** What is added to an estimate, which comes from samples. */
    private static final double MARGIN = 1.25;

    private FuelAnalyzer() {}

    /** What to do about a run's use of fuel. */
    private record Advised(String recommendation, @Nullable Long budget) {}

    /** Judges a run. */
    public static FuelAnalysis analyze(Spending spending) {
        if (spending.consumed().isEmpty()) {
            return new FuelAnalysis(
                    Status.UNKNOWN,
                    null,
                    spending.budget(),
                    0,
                    "Fuel was not measured in this run.",
                    List.of(),
                    null);
        }
        long consumed = spending.consumed().getAsLong();
        double percent = spending.isExhausted() ? 100 : 100.0 * consumed / spending.budget();
        Status status = spending.isExhausted() ? Status.EXHAUSTED : status(percent);
        boolean explained = status.compareTo(Status.WARNING) >= 0 || spending.stopped() != null;
        Advised advised = advised(status, percent, spending);
        return new FuelAnalysis(
                status,
                consumed,
                spending.budget(),
                percent,
                advised.recommendation(),
                explained ? new FuelProfile(spending).causes() : List.of(),
                advised.budget());
    }

    private static Status status(double percent) {
        return percent < 50
                ? Status.EFFICIENT
                : percent < 75 ? Status.MODERATE : percent < 90 ? Status.WARNING : Status.CRITICAL;
    }

    private static Advised advised(Status status, double percent, Spending spending) {
        return switch (status) {
            case UNKNOWN, EFFICIENT -> new Advised("The fuel budget is sufficient.", null);
            case MODERATE ->
                    new Advised(
                            String.format(
                                    Locale.ROOT,
                                    "The fuel budget is sufficient; larger inputs may need more than %,d.",
                                    spending.budget()),
                            null);
            case WARNING -> raised(percent, spending, 1.5, "before inputs grow");
            case CRITICAL -> raised(percent, spending, 2, "or do less work per run");
            case EXHAUSTED -> exhausted(spending);
        };
    }

    private static Advised raised(double percent, Spending spending, double factor, String why) {
        long budget = rounded(spending.consumed().orElse(0) * factor);
        return new Advised(
                String.format(
                        Locale.ROOT,
                        "%.0f %% of the fuel budget was used: raise fuelBudget to %,d, %s.",
                        percent,
                        budget,
                        why),
                budget);
    }

    private static Advised exhausted(Spending spending) {
        String begin =
                String.format(
                        Locale.ROOT,
                        "The run was stopped after %,d instructions",
                        spending.budget());
        Optional<LoopProgress> progress = LoopProgress.of(spending);
        if (progress.isPresent()) {
            LoopProgress loop = progress.get();
            long budget = rounded(loop.neededFuel() * MARGIN);
            return new Advised(
                    String.format(
                            Locale.ROOT,
                            "%s, when the loop of %s had %,d rounds left: a fuelBudget of %,d will do for it, if its rounds stay alike; what comes after it is not counted.",
                            begin,
                            loopLine(spending, loop.loop()),
                            loop.left(),
                            budget),
                    budget);
        }
        return new Advised(
                begin
                        + lastLoop(spending)
                                .map(place ->
                                        ", and nothing shows that the loop of "
                                                + loopLine(spending, place)
                                                + " comes to an end: give it one, or do less; no larger budget is recommended.")
                                .orElse(
                                        ", and how much more it needs cannot be told: do less, or find where it repeats work; no larger budget is recommended."),
                null);
    }

    private static Optional<Position.Place> lastLoop(Spending spending) {
        return spending.positions()
                .end()
                .map(sample -> Position.parse(sample.position()))
                .flatMap(Position::outermostLoop);
    }

    private static String loopLine(Spending spending, Position.Place place) {
        return new FuelProfile(spending).line(place.file(), place.outerLoop());
    }

    /** Two digits and zeros; rounded up. */
    static long rounded(double fuel) {
        if (fuel >= Long.MAX_VALUE / 2.0) {
            return Long.MAX_VALUE / 2;
        }
        long unit = 1;
        while (fuel / unit >= 100) {
            unit *= 10;
        }
        return Math.max(1, (long) Math.ceil(fuel / unit)) * unit;
    }
}
