/**
 * Interpreters that live on between the runs of their session: kept after a run, taken down as a value, copied, undone, saved with the session.
 *
 * <p>{@link dev.wasmsandbox.core.live.LiveSession} is one of them.
 */
@NullMarked
package dev.wasmsandbox.core.live;

import org.jspecify.annotations.NullMarked;
