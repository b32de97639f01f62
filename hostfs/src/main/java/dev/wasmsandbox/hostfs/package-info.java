/** Host directories, archives and scratch files as trees for WASI. */
@NullMarked
package dev.wasmsandbox.hostfs;

import org.jspecify.annotations.NullMarked;
