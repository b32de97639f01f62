package dev.wasmsandbox.core;

/** Work for a guest thread: an answer, and what is left to do when the answer is given. */
public interface GuestTask<T> {
    /** Works out the answer. */
    T run();

    /** Gives back what the work took. Called once, after {@link #run}, however that ended. */
    void tidyUp();
}
