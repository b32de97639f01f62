/** Runs the hostile programs of the corpus, and looks at everything around them after each. */
@NullMarked
package dev.wasmsandbox.escape;

import org.jspecify.annotations.NullMarked;
