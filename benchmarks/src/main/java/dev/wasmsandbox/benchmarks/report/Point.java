package dev.wasmsandbox.benchmarks.report;

/**
 * A point of a plot.
 *
 * @param x how large, or how many
 * @param y what that costs
 */
public record Point(double x, double y) {}
