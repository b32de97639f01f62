/** Runs guests from memory images, within limits. */
@NullMarked
package dev.wasmsandbox.engine;

import org.jspecify.annotations.NullMarked;
