/** Runs programs that fail, and judges what is said about them. */
@NullMarked
package dev.wasmsandbox.guidance;

import org.jspecify.annotations.NullMarked;
