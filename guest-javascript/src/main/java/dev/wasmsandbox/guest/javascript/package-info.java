/** QuickJS-NG as a guest. */
@NullMarked
package dev.wasmsandbox.guest.javascript;

import org.jspecify.annotations.NullMarked;
