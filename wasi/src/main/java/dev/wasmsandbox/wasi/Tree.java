package dev.wasmsandbox.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The file tree of one guest: a read-only root, and mounts grafted into it. Making one costs a few objects per mount,
 * whatever the size of what is mounted.
 *
 * <p>Closing gives scratch space back; contents from {@link Mount#changes()} are lost with it, unless they were taken
 * over. Not thread-safe; belongs to one {@link WasiPreview1}.
 */
public final class Tree implements AutoCloseable {

    /** The device number of what has no name; mounts have theirs from 1 on. */
    private static final int DETACHED = 0;

    private final Storage storage;
    private final Directory root;
    private final List<Mount> mounts;
    private @Nullable Mount detached;

    private Tree(Storage storage, Directory root, List<Mount> mounts) {
        this.storage = storage;
        this.root = root;
        this.mounts = List.copyOf(mounts);
    }

    /** Starts an empty tree. */
    public static Builder builder() {
        return new Builder();
    }

    /** A tree with nothing in it. */
    public static Tree empty() {
        Storage storage = new Storage(TreeLimits.defaults(), Scratch.none());
        return new Tree(storage, Builder.newRoot(storage), List.of());
    }

    /** Lists the mounts in the order in which they were given. */
    public List<Mount> mounts() {
        return mounts;
    }

    /** Finds the mount at an absolute path. */
    public Optional<Mount> mount(String path) {
        for (Mount mount : mounts) {
            if (mount.path().equals(path)) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }

    /** Tells how much of the quotas is in use. */
    public Usage used() {
        return storage.used();
    }

    /** Tells how many bytes of written contents are in host memory. */
    public long memoryUsed() {
        return storage.memoryUsed();
    }

    /** Tells what names, nodes and listings take of host memory, by the estimate of {@link TreeLimits#maxNodeBytes()}. */
    public long nodeMemoryUsed() {
        return storage.nodesUsed();
    }

    @Override
    public void close() {
        storage.close();
    }

    Directory root() {
        return root;
    }

    Storage storage() {
        return storage;
    }

    /** Where files and directories belong that are open and have no name. */
    Mount detached() {
        Mount known = detached;
        if (known == null) {
            known =
                    new Mount(
                            "/",
                            DirectoryEntry.empty(),
                            MountAccess.READ_WRITE,
                            Entry::modifiedNanos,
                            storage,
                            DETACHED);
            detached = known;
        }
        return known;
    }

    /** Collects mounts and limits. */
    public static final class Builder {

        private record Request(
                String path,
                DirectoryEntry content,
                MountAccess access,
                ToLongFunction<Entry> times) {}

        private final List<Request> requests = new ArrayList<>();
        private TreeLimits limits = TreeLimits.defaults();
        private Scratch scratch = Scratch.none();

        private Builder() {}

        /** Sets the limits; default {@link TreeLimits#defaults()}. */
        public Builder limits(TreeLimits value) {
            this.limits = value;
            return this;
        }

        /** Sets where large contents go; default {@link Scratch#none()}. */
        public Builder scratch(Scratch value) {
            this.scratch = value;
            return this;
        }

        /**
         * Mounts a tree at an absolute path. Directories on the way are made up; a mount inside another one covers what
         * the outer one has there, in whichever order they are given.
         *
         * @throws IllegalArgumentException if the path is not absolute and normal, or is the root, or is taken
         */
        public Builder mount(String path, DirectoryEntry content, MountAccess access) {
            return mount(path, content, access, Entry::modifiedNanos);
        }

        /**
         * Mounts a tree that shows the guest other times than the entries have, so that runs with times of their own can share
         * one tree.
         *
         * @param times tells the time of an entry, in nanoseconds since 1970; asked when the guest first looks at it
         * @throws IllegalArgumentException as without times
         */
        public Builder mount(
                String path,
                DirectoryEntry content,
                MountAccess access,
                ToLongFunction<Entry> times) {
            checkPath(path);
            // In the order of their paths, so that an outer mount comes before those in it.
            int at = requests.size();
            while (at > 0 && requests.get(at - 1).path.compareTo(path) >= 0) {
                at--;
                if (requests.get(at).path.equals(path)) {
                    throw new IllegalArgumentException(
                            "there is a mount at \"" + path + "\" already");
                }
            }
            requests.add(at, new Request(path, content, access, times));
            return this;
        }

        /**
         * Builds the tree. The content of a {@link MountAccess#READ_WRITE} mount is counted, which lists all its
         * directories unless {@link DirectoryEntry#usage()} is known already.
         *
         * @throws IOException if a directory that must be counted can't be listed
         */
        public Tree build() throws IOException {
            Storage storage = new Storage(limits, scratch);
            Directory root = newRoot(storage);
            List<Mount> mounts = new ArrayList<>(requests.size());
            for (Request request : requests) {
                Mount mount =
                        new Mount(
                                request.path,
                                request.content,
                                request.access,
                                request.times,
                                storage,
                                mounts.size() + 2);
                if (mount.countsOrigins()) {
                    storage.include(request.content.usage());
                }
                graft(root, mount);
                mounts.add(mount);
            }
            return new Tree(storage, root, mounts);
        }

        private static Directory newRoot(Storage storage) {
            Mount synthetic =
                    new Mount(
                            "/",
                            DirectoryEntry.empty(),
                            MountAccess.READ_ONLY,
                            Entry::modifiedNanos,
                            storage,
                            1);
            synthetic.root().pin();
            return synthetic.root();
        }

        private static void graft(Directory root, Mount mount) {
            String[] names = mount.path().substring(1).split("/", -1);
            Directory current = root;
            for (int i = 0; i < names.length - 1; i++) {
                if (current.lookup(names[i]) instanceof Directory directory) {
                    directory.pin();
                    current = directory;
                } else {
                    Directory made = new Directory(root.mount(), root.modified());
                    current.graft(names[i], made);
                    current = made;
                }
            }
            current.graft(names[names.length - 1], mount.root());
        }

        private static void checkPath(String path) {
            boolean usable = path.startsWith("/") && Names.utf8Length(path) <= Names.MAX_PATH_BYTES;
            for (String name : path.substring(Math.min(1, path.length())).split("/", -1)) {
                usable &= Names.usable(name);
            }
            if (!usable) {
                throw new IllegalArgumentException(
                        "mount path \""
                                + path
                                + "\" must be absolute, without \".\", \"..\", empty names or a slash at its end, and not the root");
            }
        }
    }
}
