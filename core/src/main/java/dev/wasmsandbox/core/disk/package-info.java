/**
 * Sessions in folders of the host, behind {@link dev.wasmsandbox.DiskStorageAdapter}: a commit that can fail or die at each of its operations and
 * loses nothing, leases among processes, saved interpreters, kept output of runs.
 *
 * <p>Anybody may edit these folders meanwhile. So they are reached by handles that follow no link, and what is read there is checked like a
 * stranger's.
 */
@NullMarked
package dev.wasmsandbox.core.disk;

import org.jspecify.annotations.NullMarked;
