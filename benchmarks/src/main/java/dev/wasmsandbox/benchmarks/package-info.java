/** Questions about speed, each answered by one JMH benchmark. */
@NullMarked
package dev.wasmsandbox.benchmarks;

import org.jspecify.annotations.NullMarked;
