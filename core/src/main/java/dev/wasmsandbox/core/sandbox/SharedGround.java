package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.core.live.LivePool;
import dev.wasmsandbox.core.policy.PolicyMounts;
import dev.wasmsandbox.hostfs.ScratchDirectory;

/**
 * What many sandboxes share, so that opening one more costs little. Whoever opened it closes it.
 *
 * @param storage where sessions are kept
 * @param scratch where large contents go while a run writes them
 * @param mounts the host's trees that the policy mounts
 * @param pool where interpreters that live on are awake
 * @param queue how many runs of one sandbox may wait for their turn
 */
record SharedGround(
        StorageAdapter storage,
        ScratchDirectory scratch,
        PolicyMounts mounts,
        LivePool pool,
        int queue) {}
