package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * How an interpreter lives on between the runs of a sandbox.
 *
 * @param saveEachRun whether it is saved before a run is answered, instead of when the sandbox is closed
 * @param undoDepth how many runs can be taken back
 * @param begin what it begins with; null for what the session has
 */
public record LiveOptions(boolean saveEachRun, int undoDepth, @Nullable Checkpoint begin) {}
