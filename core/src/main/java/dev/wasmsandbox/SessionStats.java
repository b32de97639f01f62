package dev.wasmsandbox;

/**
 * What a {@link SessionManager} holds, and what it did since it was built.
 *
 * @param live how many interpreters are awake
 * @param liveBytes what these take of the memory together, about
 * @param running how many of them are at work
 * @param queued how many calls wait for their turn or for a thread
 * @param restored how often an interpreter was read from the storage
 * @param evicted how often one was saved and put to sleep, whatever the reason
 * @param checkpointed how often one was saved
 * @param checkpointedBytes how many bytes that took together
 */
public record SessionStats(
        int live,
        long liveBytes,
        int running,
        int queued,
        long restored,
        long evicted,
        long checkpointed,
        long checkpointedBytes) {}
