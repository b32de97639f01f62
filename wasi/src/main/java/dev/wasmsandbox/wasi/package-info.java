/** WASI preview 1 over a tree in memory. */
@NullMarked
package dev.wasmsandbox.wasi;

import org.jspecify.annotations.NullMarked;
