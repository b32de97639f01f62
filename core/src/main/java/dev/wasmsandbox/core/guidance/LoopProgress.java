package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.core.guidance.Position.Place;
import dev.wasmsandbox.engine.PositionTrace.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the outermost loop of a program had come, by its samples: what it goes over tells how much of it is left, or the variables of its
 * condition come nearer to each other.
 *
 * @param loop a place in the loop, when it was sampled last
 * @param left how many times it had to go round still
 * @param neededFuel about what the run would have used when the loop had ended
 */
record LoopProgress(Place loop, long left, long neededFuel) {
    private static final int LEAST_SAMPLES = 4;
    private static final String OPERAND = "(len\\(\\w{1,64}\\)|\\w{1,64}\\.length|\\w{1,64})";
    private static final Pattern CONDITION =
            Pattern.compile("^" + OPERAND + "\\s*+(<=|>=|<|>|!==|!=)\\s*+" + OPERAND + "$");
    private static final Pattern PYTHON_LOOP = Pattern.compile("^\\s*+while\\s++(.{1,300}):");
    private static final Pattern JAVASCRIPT_LOOP =
            Pattern.compile(
                    "\\bfor\\s*+\\([^;]{0,200}+;([^;]{1,200}+);|\\bwhile\\s*+\\((.{1,300})\\)");

    /** How much was left when so much fuel was consumed. */
    private record Point(long fuel, long left) {}

    /** Looks at the loop in which the program was last; empty if nothing shows that it comes to an end. */
    static Optional<LoopProgress> of(Spending spending) {
        List<Sample> samples = spending.positions().samples();
        List<Point> points = new ArrayList<>();
        Place loop = null;
        String condition = "";
        for (int index = samples.size() - 1; index >= 0; index--) {
            Position position = Position.parse(samples.get(index).position());
            Place place = position.outermostLoop().orElse(null);
            if (place == null || (loop != null && !isSameLoop(loop, place))) {
                break;
            }
            if (loop == null) {
                loop = place;
                condition = condition(spending, place);
            }
            OptionalLong left = left(place, position, condition);
            if (left.isEmpty()) {
                break;
            }
            points.addFirst(new Point(samples.get(index).fuel(), left.getAsLong()));
        }
        return loop == null ? Optional.empty() : estimate(spending, loop, points);
    }

    private static boolean isSameLoop(Place a, Place b) {
        return a.outerLoop() == b.outerLoop()
                && a.file().equals(b.file())
                && a.function().equals(b.function());
    }

    /** The condition of a loop that goes on as long as it is true; empty text if there is none. */
    private static String condition(Spending spending, Place loop) {
        if (!loop.file().equals(spending.file())) {
            return "";
        }
        String line = new Source(spending.code(), spending.python()).line(loop.outerLoop());
        Matcher matcher = (spending.python() ? PYTHON_LOOP : JAVASCRIPT_LOOP).matcher(line);
        if (!matcher.find()) {
            return "";
        }
        String found = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return found == null ? "" : found;
    }

    private static OptionalLong left(Place place, Position position, String condition) {
        if (place.left() >= 0) {
            return OptionalLong.of(place.left());
        }
        for (String part : condition.split("\\band\\b|&&", -1)) {
            Matcher matcher = CONDITION.matcher(part.strip());
            if (matcher.matches()) {
                Long left = value(matcher.group(1), position);
                Long right = value(matcher.group(3), position);
                if (left != null && right != null) {
                    return OptionalLong.of(Math.max(0, distance(left, matcher.group(2), right)));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static @Nullable Long value(String operand, Position position) {
        if (operand.matches("\\d[\\d_]{0,17}+")) {
            return Long.parseLong(operand.replace("_", ""));
        }
        if (operand.startsWith("len(")) {
            return position.values().get("#" + operand.substring(4, operand.length() - 1));
        }
        return operand.endsWith(".length")
                ? position.values().get("#" + operand.substring(0, operand.length() - 7))
                : position.values().get(operand);
    }

    private static long distance(long left, String operator, long right) {
        return switch (operator) {
            case "<" -> right - left;
            case "<=" -> right - left + 1;
            case ">" -> left - right;
            case ">=" -> left - right + 1;
            default -> Math.abs(left - right);
        };
    }

    private static Optional<LoopProgress> estimate(
            Spending spending, Place loop, List<Point> points) {
        if (points.size() < LEAST_SAMPLES) {
            return Optional.empty();
        }
        for (int index = 1; index < points.size(); index++) {
            if (points.get(index).left() > points.get(index - 1).left()) {
                return Optional.empty();
            }
        }
        Point first = points.getFirst();
        Point middle = points.get(points.size() / 2);
        Point last = points.getLast();
        if (first.left() == last.left()) {
            return Optional.empty();
        }
        double needed = spending.consumed().orElse(last.fuel()) + remaining(first, middle, last);
        return needed >= Long.MAX_VALUE / 4.0
                ? Optional.empty()
                : Optional.of(new LoopProgress(loop, last.left(), (long) needed));
    }

    /** The fuel for what is left, and for one round more; a round may cost more from round to round. */
    private static double remaining(Point first, Point middle, Point last) {
        double overall = perRound(first, last);
        if (middle.left() == first.left() || middle.left() == last.left()) {
            return overall * (last.left() + 1);
        }
        double early = perRound(first, middle);
        double late = perRound(middle, last);
        double between = (first.left() - last.left()) / 2.0;
        double growth = Math.max(0, (late - early) / between);
        double now = Math.max(overall, late + growth * (middle.left() - last.left()) / 2.0);
        return (now + growth * last.left() / 2.0) * (last.left() + 1);
    }

    private static double perRound(Point from, Point to) {
        return (double) (to.fuel() - from.fuel()) / (from.left() - to.left());
    }
}
