package dev.wasmsandbox;

/** Where the guests of a sandbox run. What they can do, and what is told about them, is the same. */
public enum Isolation {
    /**
     * In this process. Fastest; the wall around a guest is WebAssembly, and a fault in the engine itself would be a fault in
     * this process.
     */
    IN_PROCESS,
    /**
     * In a small pool of child processes, each a Java virtual machine that runs one guest at a time. A fault in the engine costs
     * one worker and the run in it, which ends as {@link Outcome.WorkerLost}; everything else goes on. Workers get a run's
     * request and what it asks for of its own files, and this process alone stores what a run changed.
     *
     * <p>Interpreters that live on ({@link SandboxBuilder#autoPersistGlobals}) are kept by this process, as values: so a run whose
     * worker is lost leaves the interpreter as it was before, and the next run goes on from there in another worker. A run prefers
     * the worker that ran the interpreter last, which still has it in memory; another one gets it sent.
     * Such interpreters are on the heap of a worker too, those that it keeps and the one that it runs: give it more for programs that
     * keep hundreds of megabytes.
     *
     * <p>The pool is shared by all sandboxes of this process. It begins to start with the first of them and is stopped some
     * seconds after the last one is closed. System properties: {@code dev.wasmsandbox.workers} (how many there may be; default
     * the number of processors, at most 8), {@code dev.wasmsandbox.worker.heap} (MiB of heap for each; default 512), {@code
     * dev.wasmsandbox.worker.tasks} (replace a worker after so many runs; with 1, each run has a process of its own; default
     * never), {@code dev.wasmsandbox.worker.idle} (seconds for which the pool outlives its last sandbox; default 10).
     */
    PROCESS;

    private static final String PROPERTY = "dev.wasmsandbox.isolation";

    /** Reads the default of this process, so that whoever runs a program can choose without changing it. */
    static Isolation ofProperty() {
        String text = System.getProperty(PROPERTY, "in_process");
        return switch (text) {
            case "in_process" -> IN_PROCESS;
            case "process" -> PROCESS;
            default ->
                    throw new InvalidRequestException(
                            ErrorCode.INVALID_REQUEST,
                            "-D"
                                    + PROPERTY
                                    + "="
                                    + text
                                    + " is not allowed; it can be in_process or process");
        };
    }
}
