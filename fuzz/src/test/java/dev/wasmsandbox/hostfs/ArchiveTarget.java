package dev.wasmsandbox.hostfs;

import dev.wasmsandbox.fuzz.FuzzTarget;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives: each is refused by an IOException, or shows only names that a guest may see, with contents that are right or unreadable. */
public final class ArchiveTarget implements FuzzTarget {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(1 << 16, 200, 1 << 16);
    private static final int DEEPEST = 200;

    private final Path file;

    /** Opens the target. */
    public ArchiveTarget() throws IOException {
        file = Files.createTempFile("fuzz", ".zip");
    }

    @Override
    public void run(byte[] input) throws IOException {
        Files.write(file, input);
        ArchiveTree archive;
        try {
            archive = ArchiveTree.open(file, LIMITS);
        } catch (IOException _) {
            return;
        }
        try (archive) {
            archive.skipped();
            read(archive.root(), 0);
            archive.root().usage();
        } catch (IOException _) {
            // What the archive is refused with.
        }
    }

    private static void read(DirectoryEntry directory, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new AssertionError("the tree is deeper than " + DEEPEST);
        }
        for (Map.Entry<String, Entry> child : directory.entries().entrySet()) {
            String name = child.getKey();
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
                throw new AssertionError("the name \"" + name + "\" is shown");
            }
            if (child.getValue().modifiedNanos() < 0) {
                throw new AssertionError(name + " is older than 1970");
            }
            if (child.getValue() instanceof DirectoryEntry inner) {
                read(inner, depth + 1);
            } else if (child.getValue() instanceof FileEntry file) {
                read(file);
            }
        }
    }

    private static void read(FileEntry file) {
        if (file.content().size() > LIMITS.maxEntryBytes()) {
            throw new AssertionError("a content of " + file.content().size() + " bytes is shown");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.content().transferTo(bytes);
        } catch (IOException _) {
            // Damaged: an input error to the guest.
            return;
        }
        if (bytes.size() != file.content().size()) {
            throw new AssertionError("a content has another size than it says");
        }
    }

    @Override
    public List<byte[]> seeds() {
        try {
            return List.of(
                    archive("a", "d/", "d/e", "d/f/g.txt"),
                    archive("/", "a"),
                    archive("../x", "a//b", "./c", "a\\b"),
                    archive());
        } catch (IOException e) {
            throw new IllegalStateException("a zip in memory can't fail", e);
        }
    }

    private static byte[] archive(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                byte[] content = name.repeat(5).getBytes(StandardCharsets.UTF_8);
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(1_000_000_000_000L);
                if (name.length() == 1) {
                    CRC32 checksum = new CRC32();
                    checksum.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(checksum.getValue());
                }
                zip.putNextEntry(entry);
                write(zip, name.endsWith("/") && name.length() > 1 ? new byte[0] : content);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void write(OutputStream out, byte[] content) throws IOException {
        out.write(content);
    }

    @Override
    public List<String> words() {
        return List.of(
                "PK\u0001\u0002",
                "PK\u0003\u0004",
                "PK\u0005\u0006",
                "PK\u0006\u0006",
                "UT",
                "../",
                "//",
                "/",
                "\u0000");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
