package dev.wasmsandbox.engine;

/** Answers the messages that a guest sends by {@code host.call}. Called on the guest's thread, while the guest waits. */
@FunctionalInterface
public interface HostCalls {
    /**
     * Answers one message.
     *
     * @param message what the guest sent: hostile bytes, at most 1 MiB
     */
    Answer call(byte[] message);

    /** What the guest gets. */
    sealed interface Answer {}

    /**
     * An answer.
     *
     * @param bytes at most 1 MiB; not copied, not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Reply(byte[] bytes) implements Answer {}

    /** No answer, because the message is not what it must be. */
    enum Refusal implements Answer {
        /** The message is not what its type demands. */
        MALFORMED,
        /** Nobody knows messages of this type. */
        UNKNOWN_TYPE
    }
}
