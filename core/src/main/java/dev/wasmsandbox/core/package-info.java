/** Sandboxes, policies, results and sessions. */
@NullMarked
package dev.wasmsandbox.core;

import org.jspecify.annotations.NullMarked;
