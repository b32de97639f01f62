package dev.wasmsandbox.wasi;

/**
 * WASI preview 1 for one guest instance: its descriptors, its tree, and what it gets from its surroundings. The
 * functions themselves are called through {@link WasiFunction}.
 *
 * <p>A new instance has the standard streams as descriptors 0 to 2 and the root {@code /} as the only preopened
 * directory, 3.
 *
 * <p>Not thread-safe: one thread at a time, each change of thread with a happens-before edge. Nothing here takes a lock
 * or depends on the thread's identity.
 */
public final class WasiPreview1 implements AutoCloseable {

    /** The name of the module from which guests import the functions. */
    public static final String MODULE = "wasi_snapshot_preview1";

    private final Tree tree;
    private final DescriptorTable descriptors = new DescriptorTable();
    private final Effort effort = new Effort(() -> clocks().checkInterrupted());
    private final RefusalLog refusals = new RefusalLog();
    private final ProcessFunctions process;
    private final DescriptorFunctions descriptorFunctions;
    private final StreamFunctions streams;
    private final DirectoryFunctions directories;
    private final PathFunctions paths;
    private final PollFunctions polling;
    private WasiConfig config;

    /** Creates the state of a new guest over its tree. */
    public WasiPreview1(Tree tree, WasiConfig config) {
        this(config, tree);
        // What WasiState.initial() says, without the detour: most guests start anew.
        descriptors.add(new OpenStream(OpenStream.Kind.INPUT));
        descriptors.add(new OpenStream(OpenStream.Kind.OUTPUT));
        descriptors.add(new OpenStream(OpenStream.Kind.ERROR));
        descriptors.add(new OpenDirectory(tree.root(), true, Rights.DIRECTORY, Rights.ALL, 0));
    }

    /**
     * Creates the state of a guest that goes on. Files are looked up by their paths. One that is not there any more, or
     * whose content the quota has no room for, keeps its number, but whatever the guest does with it is {@code EBADF}
     * or {@code ENOTCAPABLE}.
     *
     * <p>SECURITY: the state need not be trusted. It gives no right that the mounts and the limits do not give.
     *
     * @throws IllegalArgumentException if more is open than {@code config} allows
     */
    public WasiPreview1(Tree tree, WasiConfig config, WasiState state) {
        this(config, tree);
        StateImport.into(descriptors, tree, state, config, now());
    }

    private WasiPreview1(WasiConfig config, Tree tree) {
        this.tree = tree;
        this.config = config;
        tree.storage().pauseWith(() -> clocks().checkInterrupted());
        TransferBuffer buffer = new TransferBuffer();
        process = new ProcessFunctions(this, buffer);
        descriptorFunctions = new DescriptorFunctions(this);
        streams = new StreamFunctions(this, buffer);
        directories = new DirectoryFunctions(this);
        paths = new PathFunctions(this, new TreeOperations(tree, this::now, effort), buffer);
        polling = new PollFunctions(this, process);
    }

    /**
     * Describes what is open, for a guest at rest.
     *
     * @param maxContentBytes how much of the files without a name is kept; what is beyond is lost, and told by {@link
     *     WasiState#lost}
     */
    public WasiState state(long maxContentBytes) {
        return StateExport.of(tree, descriptors, maxContentBytes);
    }

    /** Tells the tree. */
    public Tree tree() {
        return tree;
    }

    /** Tells what the guest was refused since this was created. */
    public Refusals refusals() {
        return refusals.refusals();
    }

    /** Tells what the guest gets from its surroundings at present. */
    public WasiConfig config() {
        return config;
    }

    /**
     * Gives the guest other surroundings for its next run: streams, clocks, arguments and so on. Descriptors and tree
     * stay as they are.
     */
    public void reconfigure(WasiConfig newConfig) {
        config = newConfig;
    }

    /** Closes all descriptors, and with them what was unlinked while open. The tree stays, for its changes. */
    @Override
    public void close() {
        descriptors.closeAll();
    }

    /**
     * Tells how many steps the calls since this was asked last took, beside the bytes that they moved: names of paths that
     * were looked up, nodes that were visited and the like, each of the order of a tenth of a microsecond.
     */
    public long takeSteps() {
        return effort.take();
    }

    Effort effort() {
        return effort;
    }

    RefusalLog refusalLog() {
        return refusals;
    }

    DescriptorTable descriptors() {
        return descriptors;
    }

    Clocks clocks() {
        return config.clocks();
    }

    /** The time for files: as fine as the guest's own clock, so that it can compare the two. */
    long now() {
        return process.time(0);
    }

    OutputSink sink(OpenStream stream) {
        return switch (stream.kind()) {
            case OUTPUT -> config.standardOutput();
            case ERROR -> config.standardError();
            case INPUT -> throw Errno.BADF.failure();
        };
    }

    ProcessFunctions process() {
        return process;
    }

    DescriptorFunctions descriptorFunctions() {
        return descriptorFunctions;
    }

    StreamFunctions streams() {
        return streams;
    }

    DirectoryFunctions directories() {
        return directories;
    }

    PathFunctions paths() {
        return paths;
    }

    PollFunctions polling() {
        return polling;
    }
}
