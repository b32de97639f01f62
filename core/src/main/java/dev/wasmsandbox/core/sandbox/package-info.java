/**
 * Sandboxes, behind {@link dev.wasmsandbox.Sandbox}: a caller's request gets its turn of the session, its run, and its result.
 *
 * <p>The top of the house, where everything is put together: {@link dev.wasmsandbox.core.sandbox.Sandboxes} opens them,
 * {@link dev.wasmsandbox.core.sandbox.SessionSandbox} is one, {@link dev.wasmsandbox.core.sandbox.Execution} is one run from request to result.
 */
@NullMarked
package dev.wasmsandbox.core.sandbox;

import org.jspecify.annotations.NullMarked;
