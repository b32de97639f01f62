package dev.wasmsandbox.core.run;

/** Work for a guest thread: an answer, and what is left to do when the answer is given. */
public interface GuestTask<T> {
    /** Works out the answer. */
    T run();

    /** Works on behind the answer, before the next task of the session begins. Called once, after {@link #run} came to its end. */
    default void settle() {}

    /** Whether the next task of the session has to wait for {@link #settle}. */
    default boolean settles() {
        return false;
    }

    /** Gives back what the work took. Called once, after {@link #run}, however that ended. */
    void tidyUp();
}
