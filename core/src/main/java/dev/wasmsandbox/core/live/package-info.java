/**
 * Interpreters that live on between the runs of their session: kept after a run, taken down as a value, copied, undone, saved with the session.
 *
 * <p>{@link dev.wasmsandbox.core.live.LiveSession} is one of them, which wakes up and falls asleep. Where to look for what:
 *
 * <ul>
 *   <li>who owns it, who works with it, which lock comes first: {@code Activation}, with {@code Ownership};
 *   <li>what it is, when it is read and saved, what undo and reset do: {@code PersistentState}, with {@link
 *       dev.wasmsandbox.core.live.LiveInterpreter} for the instance, {@link dev.wasmsandbox.core.live.SavedStates} for the form in the
 *       storage, {@code LiveHistory} for undo, {@code PortableStates} for other builds;
 *   <li>what is told and counted: {@code LiveEvents}, with {@code LiveUsers};
 *   <li>which ones stay awake: {@link dev.wasmsandbox.core.live.LivePool}; which ones there are: {@link
 *       dev.wasmsandbox.core.live.LiveSessions};
 *   <li>a run, another task, work of housekeeping in a turn: {@code LiveRun}, {@link dev.wasmsandbox.core.live.LiveTasks}, {@code
 *       LiveTurns}.
 * </ul>
 */
@NullMarked
package dev.wasmsandbox.core.live;

import org.jspecify.annotations.NullMarked;
