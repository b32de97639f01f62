/**
 * Builds guests: boots a module once, writes its memory as an image, and strips the module to its code. A tool of this project's own build; it is
 * not published.
 */
@NullMarked
package dev.wasmsandbox.image;

import org.jspecify.annotations.NullMarked;
