package dev.wasmsandbox.core.process;

/** The process that carried out a task has ended, or had to be ended, before the task was done. */
final class WorkerLostException extends Exception {
    private static final long serialVersionUID = 1L;

    WorkerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
