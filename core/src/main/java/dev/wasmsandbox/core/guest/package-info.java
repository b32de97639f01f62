/**
 * The languages: what each needs to run, loaded once for a process, and how guests talk to us. What they say is hostile, and bounded where it
 * arrives.
 *
 * <p>{@link dev.wasmsandbox.core.guest.LoadedGuest} is a language that is ready to run.
 */
@NullMarked
package dev.wasmsandbox.core.guest;

import org.jspecify.annotations.NullMarked;
