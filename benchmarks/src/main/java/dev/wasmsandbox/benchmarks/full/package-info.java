/** The measurements of {@code ./sandbox bench --full}, and the program that runs them. */
@NullMarked
package dev.wasmsandbox.benchmarks.full;

import org.jspecify.annotations.NullMarked;
