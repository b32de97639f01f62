package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.core.guidance.Position.Place;
import dev.wasmsandbox.engine.PositionTrace.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the fuel of a run went, by its samples: what was used since the sample before counts for the line in which the program was found.
 */
final class FuelProfile {
    /** What is less stands out no more than the rest. */
    private static final double LEAST_SHARE = 0.1;

    private static final int MOST_CAUSES = 3;

    /** A line, or a loop by its first line, of a file. */
    private record Spot(String file, int line) {}

    /** What was used between two samples, and where the second one was. */
    private record Part(Place place, long fuel) {}

    private final Spending spending;
    private final Source source;
    private final List<Part> parts = new ArrayList<>();
    private final Optional<Place> end;

    FuelProfile(Spending spending) {
        this.spending = spending;
        this.source = new Source(spending.code(), spending.python());
        this.end =
                spending.positions()
                        .end()
                        .map(Sample::position)
                        .map(Position::parse)
                        .flatMap(Position::innermost);
        long before = 0;
        for (Sample sample : spending.positions().samples()) {
            add(sample, before);
            before = sample.fuel();
        }
        long last = before;
        spending.positions().end().ifPresent(sample -> add(sample, last));
    }

    private void add(Sample sample, long before) {
        Position.parse(sample.position())
                .innermost()
                .ifPresent(
                        place -> parts.add(new Part(place, Math.max(0, sample.fuel() - before))));
    }

    /** Says what took the fuel, the most first; and where the program was if it was stopped. */
    List<String> causes() {
        List<String> causes = new ArrayList<>();
        end.ifPresent(place ->
                causes.add(
                        "When it was stopped, the program was in "
                                + line(place)
                                + inLoop(place)
                                + "."));
        Map<Spot, Long> loops =
                sums(place -> place.loop() == 0 ? null : new Spot(place.file(), place.loop()));
        Map<Spot, Long> lines =
                sums(place -> place.loop() == 0 ? new Spot(place.file(), place.line()) : null);
        List<Map.Entry<Spot, Long>> spots = new ArrayList<>(loops.entrySet());
        spots.addAll(lines.entrySet());
        spots.stream()
                .sorted(
                        Map.Entry.<Spot, Long>comparingByValue()
                                .reversed()
                                .thenComparingInt(entry -> entry.getKey().line()))
                .filter(entry -> share(entry.getValue()) >= LEAST_SHARE)
                .limit(MOST_CAUSES)
                .forEach(entry ->
                        causes.add(
                                cause(
                                        entry.getKey(),
                                        entry.getValue(),
                                        loops.containsKey(entry.getKey()))));
        return causes;
    }

    private Map<Spot, Long> sums(Function<Place, @Nullable Spot> spotOf) {
        Map<Spot, Long> sums = new HashMap<>();
        for (Part part : parts) {
            Spot spot = spotOf.apply(part.place());
            if (spot != null) {
                sums.merge(spot, part.fuel(), Long::sum);
            }
        }
        return sums;
    }

    private double share(long fuel) {
        return (double) fuel / Math.max(1, spending.consumed().orElse(0));
    }

    private String cause(Spot spot, long fuel, boolean isLoop) {
        String text = text(spot.file(), spot.line());
        String what =
                isLoop
                        ? "The loop of " + line(spot.file(), spot.line())
                        : text.startsWith("import ") || text.startsWith("from ")
                                ? "The import in " + line(spot.file(), spot.line())
                                : "Line" + line(spot.file(), spot.line()).substring(4);
        String most = isLoop ? mostOf(spot, fuel) : "";
        return String.format(
                Locale.ROOT,
                "%s took %d %% of the fuel%s.",
                what,
                Math.round(100 * share(fuel)),
                most);
    }

    /** The line of a loop that took most of what the loop took, if there is one. */
    private String mostOf(Spot loop, long fuel) {
        Map<Spot, Long> lines = new HashMap<>();
        for (Part part : parts) {
            if (part.place().loop() == loop.line() && part.place().file().equals(loop.file())) {
                lines.merge(new Spot(loop.file(), part.place().line()), part.fuel(), Long::sum);
            }
        }
        return lines.entrySet().stream()
                .max(
                        Comparator.comparingLong(Map.Entry<Spot, Long>::getValue)
                                .thenComparingInt(entry -> -entry.getKey().line()))
                .filter(entry ->
                        entry.getKey().line() != loop.line() && 2 * entry.getValue() > fuel)
                .map(entry -> ", most of it in " + line(loop.file(), entry.getKey().line()))
                .orElse("");
    }

    private String inLoop(Place place) {
        return place.loop() == 0 || place.loop() == place.line()
                ? ""
                : ", in the loop of " + line(place.file(), place.loop());
    }

    private String line(Place place) {
        return line(place.file(), place.line());
    }

    /** A line with its text, or with its file if that is not the program. */
    String line(String file, int line) {
        String text = text(file, line);
        if (!file.equals(spending.file())) {
            return "line " + line + " of " + Advice.shown(file);
        }
        return "line " + line + (text.isEmpty() ? "" : " (" + Advice.code(text) + ")");
    }

    private String text(String file, int line) {
        return file.equals(spending.file()) ? source.line(line).strip() : "";
    }
}
