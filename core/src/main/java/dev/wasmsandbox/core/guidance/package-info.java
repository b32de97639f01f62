/**
 * What a run that failed, or cost much, is told to do better. Rules look at how it ended, at its code and its policy, and advise.
 *
 * <p>The code is an attacker's, and the rules read it outside of the run's limits: each pattern has bounds of its own.
 */
@NullMarked
package dev.wasmsandbox.core.guidance;

import org.jspecify.annotations.NullMarked;
