package dev.wasmsandbox.escape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies in a folder of the host: files with their contents, and how many files and directories there are. Links are neither followed nor
 * counted. Goes from directory to directory, because guests make paths that are longer than any call takes.
 *
 * @param files the contents of all files by their paths
 * @param entries how many files and directories there are
 */
record DeepTree(Map<String, byte[]> files, int entries) {

    static DeepTree of(Path root) throws IOException {
        Collector collector = new Collector();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(root)) {
            collector.add(listing, "");
        }
        return new DeepTree(collector.files, collector.entries);
    }

    private static final class Collector {
        private final Map<String, byte[]> files = new TreeMap<>();
        private int entries;

        private void add(DirectoryStream<Path> listing, String prefix) throws IOException {
            for (Path entry : listing) {
                Path name = entry.getFileName();
                BasicFileAttributes attributes = view(listing, entry).readAttributes();
                String path = prefix + name;
                if (attributes.isDirectory()) {
                    entries++;
                    try (DirectoryStream<Path> inner = directory(listing, entry)) {
                        add(inner, path + "/");
                    }
                } else if (attributes.isRegularFile()) {
                    entries++;
                    try (InputStream in = file(listing, entry)) {
                        files.put(path, in.readAllBytes());
                    }
                }
            }
        }

        private static BasicFileAttributeView view(DirectoryStream<Path> listing, Path entry) {
            return listing instanceof SecureDirectoryStream<Path> secure
                    ? secure.getFileAttributeView(
                            entry.getFileName(),
                            BasicFileAttributeView.class,
                            LinkOption.NOFOLLOW_LINKS)
                    : Files.getFileAttributeView(
                            entry, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        }

        @SuppressWarnings("StreamResourceLeak") // the caller closes it
        private static DirectoryStream<Path> directory(DirectoryStream<Path> listing, Path entry)
                throws IOException {
            return listing instanceof SecureDirectoryStream<Path> secure
                    ? secure.newDirectoryStream(entry.getFileName(), LinkOption.NOFOLLOW_LINKS)
                    : Files.newDirectoryStream(entry);
        }

        private static InputStream file(DirectoryStream<Path> listing, Path entry)
                throws IOException {
            return listing instanceof SecureDirectoryStream<Path> secure
                    ? Channels.newInputStream(
                            secure.newByteChannel(
                                    entry.getFileName(),
                                    Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))
                    : Files.newInputStream(entry, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
