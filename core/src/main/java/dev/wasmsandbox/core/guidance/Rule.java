package dev.wasmsandbox.core.guidance;

import org.jspecify.annotations.Nullable;

/** Knows one kind of exception. */
@FunctionalInterface
interface Rule {
    /** Returns advice; null if this is another kind. */
    @Nullable Advice advise(Case problem);
}
