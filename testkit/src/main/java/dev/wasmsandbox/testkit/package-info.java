/** Helpers for the project's own tests. */
@NullMarked
package dev.wasmsandbox.testkit;

import org.jspecify.annotations.NullMarked;
