/** Content-addressed private files of this user. */
@NullMarked
package dev.wasmsandbox.cache;

import org.jspecify.annotations.NullMarked;
