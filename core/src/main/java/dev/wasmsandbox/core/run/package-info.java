/**
 * One run of a guest, from the session's files to the facts about how it ended. Here is what a run takes wherever it takes place, and the run in
 * this process with a fresh interpreter.
 *
 * <p>{@link dev.wasmsandbox.core.run.RunPlace} is the seam: {@link dev.wasmsandbox.core.run.LocalPlace} is this process, with
 * {@code core.live} interpreters live on, {@code core.process} has workers.
 */
@NullMarked
package dev.wasmsandbox.core.run;

import org.jspecify.annotations.NullMarked;
