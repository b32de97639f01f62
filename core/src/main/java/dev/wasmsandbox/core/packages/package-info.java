/**
 * Packages that the host adds for Python programs: read, checked, compiled once, kept for the next process.
 *
 * <p>Uses the public API of sandboxes for compiling; nothing below knows of it.
 */
@NullMarked
package dev.wasmsandbox.core.packages;

import org.jspecify.annotations.NullMarked;
