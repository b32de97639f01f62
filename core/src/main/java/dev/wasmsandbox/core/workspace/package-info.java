/**
 * A session's files for the time of one run: read from the storage when the guest first looks, shown to it as a tree in memory, and what it changed
 * committed in the end.
 *
 * <p>{@link dev.wasmsandbox.core.workspace.Workspace} is the way in.
 */
@NullMarked
package dev.wasmsandbox.core.workspace;

import org.jspecify.annotations.NullMarked;
