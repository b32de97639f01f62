package dev.wasmsandbox;

/** What goes into a {@link Checkpoint}. */
public enum CheckpointScope {
    /** The interpreter alone. What it has open is looked up by path where it is restored. */
    INTERPRETER,
    /** The interpreter, and all files of its workspace with it. */
    INTERPRETER_AND_FILES
}
