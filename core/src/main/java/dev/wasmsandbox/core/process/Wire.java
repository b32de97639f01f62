package dev.wasmsandbox.core.process;

/** The numbers of the protocol. */
final class Wire {
    /** Changes with every change of the messages; both sides are of one build, so there is nothing to negotiate. */
    static final int VERSION = 2;

    /** The longest message that a worker may send. The guest's longest own message, 1 MiB, is in one of them. */
    static final int MAX_FROM_WORKER = 2 << 20;

    /** The longest message to a worker: arguments and environment have no limit of their own. */
    static final int MAX_TO_WORKER = 256 << 20;

    /** Contents go in pieces of this size. */
    static final int PIECE = 256 << 10;

    /** The longest path. A guest's own may be as deep as directories may be, with names of 255 bytes. */
    static final int MAX_PATH = 64 << 10;

    /** The longest text that is told to people. */
    static final int MAX_TEXT = 128 << 10;

    private Wire() {}
}
