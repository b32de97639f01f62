package dev.wasmsandbox.wasi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A regular file of one run's tree. Until it is written to it shows the blob of the entry that it was made from; the
 * first write makes a {@link FileContent} over that blob.
 */
final class RegularFile extends Node {

    static final Blob NOTHING = Blob.of(new byte[0]);

    private final @Nullable FileEntry origin;
    private @Nullable FileContent written;
    private long charged;
    private int opens;
    private boolean lost;
    private @Nullable Directory home;
    private String homeName = "";

    /** Makes the node of an entry that was there before the run. */
    RegularFile(Mount mount, FileEntry origin, long inode) {
        super(mount, inode, mount.timeOf(origin));
        this.origin = origin;
        this.charged = mount.countsOrigins() ? origin.content().size() : 0;
    }

    /** Makes a new, empty file. */
    RegularFile(Mount mount, long now) {
        super(mount, mount.storage().nextInode(), now);
        this.origin = null;
    }

    /**
     * Makes a file that is open and has no name any more, charged to the quota.
     *
     * @throws WasiFailure if the quota has no room for it
     */
    static RegularFile detached(Mount mount, FileEntry origin) {
        mount.storage().chargeBytes(origin.content().size());
        RegularFile file = new RegularFile(mount, origin, mount.storage().nextInode());
        file.forgetName();
        return file;
    }

    /** Notes where the file is, for mounts in which nothing can be renamed. */
    void settle(Directory newHome, String newName) {
        home = newHome;
        homeName = newName;
    }

    /** The directory that the file stays in; null where it can be renamed. */
    @Nullable Directory home() {
        return home;
    }

    String homeName() {
        return homeName;
    }

    /** Notes that this stands for a file that is no longer to be had. */
    void markLost() {
        lost = true;
    }

    boolean lost() {
        return lost;
    }

    /** Whether the file shows what was there before the run. */
    boolean isUnchanged() {
        return written == null && origin != null;
    }

    /** Whether this is the file that an entry describes, never written to. */
    boolean isStill(FileEntry entry) {
        return written == null && origin != null && origin.content().equals(entry.content());
    }

    /** The bytes as they are now, for a commit; a spilled content is the scratch file itself. */
    Blob snapshot() {
        FileContent content = written;
        return content == null ? initial() : content.snapshot();
    }

    @Override
    int type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    long size() {
        FileContent content = written;
        return content == null ? initial().size() : content.size();
    }

    /** Gets the bytes ready that reads, and writes of parts, will need. */
    void prepare(Runnable pause) throws IOException {
        FileContent content = written;
        (content == null ? initial() : content).prepare(pause);
    }

    /** Reads what there is of a range; 0 at the end. */
    int read(long position, byte[] target, int offset, int length) throws IOException {
        long size = size();
        if (position >= size) {
            return 0;
        }
        int count = (int) Math.min(length, size - position);
        FileContent content = written;
        (content == null ? initial() : content).read(position, target, offset, count);
        return count;
    }

    /**
     * Writes as much as the quota allows, like a disk that gets full.
     *
     * @return how much was written, at least one byte unless {@code length} is 0
     */
    int write(long position, byte[] source, int offset, int length, long now) throws IOException {
        requireWritable();
        if (length == 0) {
            return 0;
        }
        if (position > Long.MAX_VALUE - length) {
            throw Errno.INVAL.failure();
        }
        long size = size();
        // What the file may grow to. In a private layer an untouched file is not counted yet: its
        // copy must fit first.
        long reachable = (mount().storage().freeBytes() + charged) / weight();
        long end = Math.min(position + length, reachable);
        if (size > reachable || end <= position) {
            throw Errno.NOSPC.failure();
        }
        int count = (int) (end - position);
        charge(Math.max(size, end));
        try {
            count = content(Long.MAX_VALUE).write(position, source, offset, count);
        } finally {
            rechargeSize();
        }
        touch(now);
        return count;
    }

    /** Cuts or extends the file. */
    void resize(long size, long now) throws IOException {
        requireWritable();
        charge(Math.max(size, charged / weight()));
        try {
            content(size).resize(size);
        } finally {
            rechargeSize();
        }
        touch(now);
    }

    void open() {
        opens++;
    }

    void close() {
        opens--;
        recharge();
    }

    @Override
    void recharge() {
        if (unlinked() && opens == 0) {
            mount().storage().chargeBytes(-charged);
            charged = 0;
            if (written != null) {
                written.discard();
            }
        } else {
            rechargeSize();
        }
    }

    private void rechargeSize() {
        charge(counted() ? size() : 0);
    }

    /** Whether the bytes are the quota's: below a private layer those of an untouched file are not. */
    private boolean counted() {
        return mount().countsOrigins() || origin == null || written != null;
    }

    private Blob initial() {
        return origin == null ? NOTHING : origin.content();
    }

    private FileContent content(long keep) {
        if (written == null) {
            written = new FileContent(mount().storage(), initial(), keep);
        }
        return written;
    }

    private void charge(long size) {
        if (size > Long.MAX_VALUE / weight()) {
            throw Errno.NOSPC.failure();
        }
        long due = size * weight();
        mount().storage().chargeBytes(due - charged);
        charged = due;
    }
}
