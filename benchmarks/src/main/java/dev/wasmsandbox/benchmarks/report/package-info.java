/** What measurements are reported in: statistics, tables, plots, the page, the raw data, and the comparison with earlier ones. */
@NullMarked
package dev.wasmsandbox.benchmarks.report;

import org.jspecify.annotations.NullMarked;
