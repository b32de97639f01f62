/** The command line program. */
@NullMarked
package dev.wasmsandbox.cli;

import org.jspecify.annotations.NullMarked;
