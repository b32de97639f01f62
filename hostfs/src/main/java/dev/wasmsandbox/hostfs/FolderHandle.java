package dev.wasmsandbox.hostfs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** An open directory of the host. All names are single ones, and none of them is followed if it is a link. */
interface FolderHandle extends Closeable {

    /** Lists the names; once per handle. */
    Iterable<Path> names() throws IOException;

    /** Tells what a name stands for. */
    BasicFileAttributes attributes(Path name) throws IOException;

    /** Tells about the directory itself. */
    BasicFileAttributes ownAttributes() throws IOException;

    /** Opens a directory in this one. */
    FolderHandle enter(Path name) throws IOException;

    /** Opens a file in this directory for reading. */
    FileChannel openFile(Path name) throws IOException;
}
