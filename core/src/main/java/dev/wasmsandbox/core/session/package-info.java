/**
 * The host's own work with sessions, behind {@link dev.wasmsandbox.Sessions}: files, lists, patterns, pruning. No guest runs here.
 *
 * <p>It knows a storage and nothing else. {@link dev.wasmsandbox.core.session.SessionService} is the way in.
 */
@NullMarked
package dev.wasmsandbox.core.session;

import org.jspecify.annotations.NullMarked;
