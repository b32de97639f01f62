/**
 * Meters of runs and sessions for Micrometer.
 *
 * {@snippet :
 * SandboxLogger logger = SandboxLogger.standard().with(new SandboxMeters(registry));
 * SessionManager sessions = SessionManager.builder().logger(logger).build();
 * new SessionManagerMeters(sessions).bindTo(registry);
 * }
 */
@NullMarked
package dev.wasmsandbox.micrometer;

import org.jspecify.annotations.NullMarked;
