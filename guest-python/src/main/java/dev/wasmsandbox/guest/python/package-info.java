/** CPython as a guest. */
@NullMarked
package dev.wasmsandbox.guest.python;

import org.jspecify.annotations.NullMarked;
