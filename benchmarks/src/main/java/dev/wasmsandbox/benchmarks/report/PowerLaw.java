package dev.wasmsandbox.benchmarks.report;

import java.util.List;

/**
 * How a cost grows with a size: the cost is about {@code factor * size ^ exponent}. An exponent of 0 is constant, 1 is linear.
 *
 * @param factor the cost of size 1
 * @param exponent fitted to all points, by least squares of the logarithms
 * @param lastExponent between the last two points: what a constant part at small sizes hides from the fit
 */
public record PowerLaw(double factor, double exponent, double lastExponent) {
    /**
     * Fits.
     *
     * @param points sizes and costs, all above 0, by rising size
     * @throws IllegalArgumentException if there are fewer than two sizes, or one is not above 0
     */
    public static PowerLaw fit(List<Point> points) {
        if (points.stream().mapToDouble(Point::x).distinct().count() < 2) {
            throw new IllegalArgumentException(
                    "a growth needs at least two sizes; there are only " + points);
        }
        if (points.stream().anyMatch(point -> !(point.x() > 0 && point.y() > 0))) {
            throw new IllegalArgumentException(
                    "sizes and costs must be above 0; they are " + points);
        }
        double meanX = points.stream().mapToDouble(p -> Math.log(p.x())).average().orElseThrow();
        double meanY = points.stream().mapToDouble(p -> Math.log(p.y())).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (Point point : points) {
            double x = Math.log(point.x()) - meanX;
            products += x * (Math.log(point.y()) - meanY);
            squares += x * x;
        }
        double exponent = products / squares;
        Point last = points.getLast();
        Point before = points.get(points.size() - 2);
        return new PowerLaw(
                Math.exp(meanY - exponent * meanX),
                exponent,
                Math.log(last.y() / before.y()) / Math.log(last.x() / before.x()));
    }
}
