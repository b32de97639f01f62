/**
 * Text as everybody here reads and writes it: which names, paths and ids are allowed, JSON, values in messages.
 *
 * <p>The rules stand alone and know no other room. Each looks at the form of a text only, never at what exists under that name.
 */
@NullMarked
package dev.wasmsandbox.core.text;

import org.jspecify.annotations.NullMarked;
