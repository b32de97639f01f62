package dev.wasmsandbox.wasi;

/**
 * Counts what calls cost the host beside the bytes that they move, in steps: a name of a path that is looked up, a node
 * that is visited, a subscription that is read, each of the order of a tenth of a microsecond. Of a long work the run's
 * end is looked at between its pieces, so it must not have changed anything yet.
 */
final class Effort {

    /** Less than a millisecond of work. */
    private static final int STEPS_PER_LOOK = 4096;

    private final Runnable pause;
    private long steps;
    private long sinceLook;

    /**
     * Begins to count.
     *
     * @param pause called between pieces of long work; what it throws ends the work
     */
    Effort(Runnable pause) {
        this.pause = pause;
    }

    /** Counts one step. */
    void step() {
        steps(1);
    }

    /** Counts steps. */
    void steps(long count) {
        steps += count;
        uncounted(count);
    }

    /** Looks at the run's end like {@link #steps}, for work that is done once and spared all others. */
    void uncounted(long count) {
        sinceLook += count;
        if (sinceLook >= STEPS_PER_LOOK) {
            sinceLook = 0;
            pause.run();
        }
    }

    /** Tells how many steps were counted since this was asked last. */
    long take() {
        long counted = steps;
        steps = 0;
        return counted;
    }
}
