/**
 * Makes guest code stoppable before it is compiled: the code counts what it does, and looks whether it shall stop.
 *
 * <p>{@link dev.wasmsandbox.engine.metering.MeteredCode} rewrites a module, {@link dev.wasmsandbox.engine.metering.FunctionMeter} decides for each
 * function where it pays, {@link dev.wasmsandbox.engine.metering.Instructions} knows the form of each instruction.
 */
@NullMarked
package dev.wasmsandbox.engine.metering;

import org.jspecify.annotations.NullMarked;
