package dev.wasmsandbox.core.live;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session before a run.
 *
 * @param state the interpreter; null if there was none
 * @param reversal how to take back what the run did to the files; empty if that cannot be done
 */
record Past(@Nullable InterpreterState state, Optional<List<WorkspaceChange>> reversal) {}
