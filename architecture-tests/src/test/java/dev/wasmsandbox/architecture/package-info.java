/** Rules that the code base as a whole keeps. */
@NullMarked
package dev.wasmsandbox.architecture;

import org.jspecify.annotations.NullMarked;
