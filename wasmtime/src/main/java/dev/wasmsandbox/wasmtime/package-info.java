/** Binding of the Wasmtime C library. */
@NullMarked
package dev.wasmsandbox.wasmtime;

import org.jspecify.annotations.NullMarked;
