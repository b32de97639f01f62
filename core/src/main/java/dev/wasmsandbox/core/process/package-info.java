/**
 * Runs in other processes: a pool of workers, each a JVM that runs one guest at a time, and the protocol between them and this process.
 *
 * <p>A worker gets a request, the index of the workspace, and answers to what it asks for; it has no storage, no mounts and no session of its
 * own. What it sends is hostile bytes: every frame, count, text and path is bounded and checked here, and this process alone commits. The host's
 * side is {@link dev.wasmsandbox.core.process.ProcessPlace}, the worker's {@link dev.wasmsandbox.core.process.WorkerMain}.
 */
@NullMarked
package dev.wasmsandbox.core.process;

import org.jspecify.annotations.NullMarked;
