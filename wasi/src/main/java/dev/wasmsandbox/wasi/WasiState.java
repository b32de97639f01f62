package dev.wasmsandbox.wasi;

import java.util.List;

/**
 * What a guest has open, as a value: everything of a {@link WasiPreview1} that outlives a run, its tree excepted. It
 * refers to files by their paths, so it can be laid over another tree, later or elsewhere.
 *
 * <p>May come from a foreign source: nothing in it gives a guest more than it could open by itself, see {@link
 * WasiPreview1#WasiPreview1(Tree, WasiConfig, WasiState)}.
 *
 * @param descriptors what is open, by ascending numbers
 * @param contents the files that are open and have no name any more
 */
public record WasiState(List<Open> descriptors, List<FileEntry> contents) {

    /** Longer than any path that a tree of the greatest depth has. */
    public static final int MAX_PATH_LENGTH = 1 << 18;

    private static final WasiState INITIAL =
            new WasiState(
                    List.of(
                            stream(OpenStream.Kind.INPUT),
                            stream(OpenStream.Kind.OUTPUT),
                            stream(OpenStream.Kind.ERROR),
                            new Open(3, new Target.Root(), Rights.DIRECTORY, Rights.ALL, 0, 0)),
                    List.of());

    /** Checks and copies the values. */
    public WasiState {
        descriptors = List.copyOf(descriptors);
        contents = List.copyOf(contents);
        int last = -1;
        for (Open open : descriptors) {
            if (open.number <= last) {
                throw new IllegalArgumentException(
                        "descriptor " + open.number + " comes behind descriptor " + last);
            }
            last = open.number;
            if (open.target instanceof Target.Detached(int content) && content >= contents.size()) {
                throw new IllegalArgumentException(
                        "descriptor "
                                + open.number
                                + " refers to content "
                                + content
                                + " of "
                                + contents.size());
            }
        }
    }

    /** What every guest starts with: the standard streams as 0 to 2, and the root as 3. */
    public static WasiState initial() {
        return INITIAL;
    }

    /** Tells the numbers of the descriptors whose contents are lost: they are still taken, and of no use. */
    public List<Integer> lost() {
        return descriptors.stream()
                .filter(open -> open.target instanceof Target.Lost)
                .map(Open::number)
                .toList();
    }

    private static Open stream(OpenStream.Kind kind) {
        OpenStream stream = new OpenStream(kind);
        return new Open(
                kind.number(),
                new Target.Stream(kind.number()),
                stream.rights(),
                stream.inheriting(),
                0,
                0);
    }

    /**
     * One descriptor.
     *
     * @param number the guest's number of it
     * @param target what it stands for
     * @param rights what may be done with it, as WASI's bits
     * @param inheriting what may be done with what is opened through it
     * @param flags as WASI's {@code fdflags}
     * @param position where the next byte is read or written; 0 for what has no position
     */
    public record Open(
            int number, Target target, long rights, long inheriting, int flags, long position) {
        /** Checks the values. */
        public Open {
            if (number < 0 || number >= WasiConfig.MAX_OPEN_FILES) {
                throw new IllegalArgumentException(
                        "a descriptor has number "
                                + number
                                + "; allowed are 0 to "
                                + (WasiConfig.MAX_OPEN_FILES - 1));
            }
            if (position < 0) {
                throw new IllegalArgumentException(
                        "descriptor " + number + " stands at " + position);
            }
        }
    }

    /** What a descriptor stands for. */
    public sealed interface Target {
        /**
         * A standard stream.
         *
         * @param kind 0 for input, 1 for output, 2 for errors
         */
        record Stream(int kind) implements Target {
            /** Checks the value. */
            public Stream {
                if (kind < 0 || kind > 2) {
                    throw new IllegalArgumentException("there is no standard stream " + kind);
                }
            }
        }

        /** The preopened root. */
        record Root() implements Target {}

        /**
         * A regular file.
         *
         * @param path its absolute path in the guest
         */
        record File(String path) implements Target {
            /** Checks the path. */
            public File {
                checkPath(path);
            }
        }

        /**
         * A directory.
         *
         * @param path its absolute path in the guest; empty for the root
         */
        record Folder(String path) implements Target {
            /** Checks the path. */
            public Folder {
                if (!path.isEmpty()) {
                    checkPath(path);
                }
            }
        }

        /**
         * A regular file that has no name any more.
         *
         * @param content its place in {@link WasiState#contents}
         */
        record Detached(int content) implements Target {
            /** Checks the value. */
            public Detached {
                if (content < 0) {
                    throw new IllegalArgumentException("there is no content " + content);
                }
            }
        }

        /** A directory that has no name any more. */
        record RemovedFolder() implements Target {}

        /** A file whose content is no longer to be had: whatever the guest does with it fails. */
        record Lost() implements Target {}

        private static void checkPath(String path) {
            boolean usable = path.startsWith("/") && path.length() <= MAX_PATH_LENGTH;
            for (String name : path.substring(Math.min(1, path.length())).split("/", -1)) {
                usable &= Names.usable(name);
            }
            if (!usable) {
                throw new IllegalArgumentException(
                        "an open file has an impossible path of " + path.length() + " characters");
            }
        }
    }
}
