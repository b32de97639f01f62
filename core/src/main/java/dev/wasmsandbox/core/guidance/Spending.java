package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.engine.PositionTrace;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a run's fuel.
 *
 * @param consumed what was measured
 * @param budget what was allowed
 * @param stopped what stopped the run; null if it ended by itself
 * @param positions where the program was meanwhile
 * @param code the program
 * @param file its path in the guest
 * @param python whether it is Python
 */
public record Spending(
        OptionalLong consumed,
        long budget,
        @Nullable TrapReason stopped,
        PositionTrace positions,
        String code,
        String file,
        boolean python) {

    /** Whether the run was stopped because its fuel was used up. */
    boolean isExhausted() {
        return stopped == TrapReason.OUT_OF_FUEL;
    }
}
