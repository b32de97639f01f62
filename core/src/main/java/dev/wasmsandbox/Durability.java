package dev.wasmsandbox;

/** What changes of a workspace on disk outlive, once they are committed. */
public enum Durability {
    /**
     * The end of the process, however sudden. When the machine itself fails, files that were written in the last half
     * minute or so may be old, or empty if they were new.
     */
    PROCESS,
    /**
     * The end of the machine, too: each file is synced before it gets its name, and then the directories. Costs a
     * flush of the disk for each changed file and each directory with changes.
     */
    MACHINE
}
