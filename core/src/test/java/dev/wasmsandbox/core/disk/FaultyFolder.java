package dev.wasmsandbox.core.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;

/** A folder whose changes are counted, and whose n-th change goes wrong; from then on all do if the process is to be dead. */
final class FaultyFolder extends HostFolder {

    /** What goes wrong. */
    enum Fault {
        /** The disk is full, or fails, at one operation. */
        ERROR,
        /** The process dies: nothing is done any more. */
        DEATH
    }

    /** The end of a process that the test survives. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Counts the changes of all folders of a test. */
    static final class Plan {
        private final Fault fault;
        private final int failing;
        private int changes;

        Plan(Fault fault, int failing) {
            this.fault = fault;
            this.failing = failing;
        }

        boolean happened() {
            return changes >= failing;
        }

        void change() throws IOException {
            changes++;
            if (fault == Fault.DEATH && changes >= failing) {
                throw new Death();
            }
            if (changes == failing) {
                throw new IOException("no space left, or so");
            }
        }
    }

    private final HostFolder folder;
    private final Plan plan;

    FaultyFolder(HostFolder folder, Plan plan) {
        super(folder.path);
        this.folder = folder;
        this.plan = plan;
    }

    @Override
    SeekableByteChannel channel(String name, Set<? extends OpenOption> options) throws IOException {
        if (options.contains(java.nio.file.StandardOpenOption.WRITE)) {
            plan.change();
        }
        return folder.channel(name, options);
    }

    @Override
    void move(Path name, HostFolder target, Path targetName) throws IOException {
        plan.change();
        folder.move(name, ((FaultyFolder) target).folder, targetName);
    }

    @Override
    void createDirectory(String name) throws IOException {
        plan.change();
        folder.createDirectory(name);
    }

    @Override
    void setModified(String name, FileTime time) throws IOException {
        plan.change();
        folder.setModified(name, time);
    }

    @Override
    void deleteFile(Path name) throws IOException {
        plan.change();
        folder.deleteFile(name);
    }

    @Override
    void deleteDirectory(Path name) throws IOException {
        plan.change();
        folder.deleteDirectory(name);
    }

    @Override
    List<Path> list() throws IOException {
        return folder.list();
    }

    @Override
    HostFolder child(Path name) throws IOException {
        return new FaultyFolder(folder.child(name), plan);
    }

    @Override
    BasicFileAttributes attributes(Path name) throws IOException {
        return folder.attributes(name);
    }

    @Override
    public void close() {
        folder.close();
    }
}
