package dev.wasmsandbox.fuzz;

/** Where the coverage-guided fuzzer comes in; it finds these methods by their names. */
public final class GuidedEntry {
    static final String TARGET = "fuzz.child.target";

    @org.jspecify.annotations.Nullable private static FuzzTarget target;

    private GuidedEntry() {}

    /** Opens the target; called once. */
    public static void fuzzerInitialize() throws Exception {
        target = Target.of(System.getProperty(TARGET, "")).open();
    }

    /** Feeds it one input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        FuzzTarget open = target;
        if (open == null) {
            throw new IllegalStateException("not initialized");
        }
        open.run(input);
    }
}
