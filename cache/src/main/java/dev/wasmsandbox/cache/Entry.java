package dev.wasmsandbox.cache;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file of the cache with its seal and lock: finds it, checks it, makes it. */
final class Entry {

    static final String SEAL = ".seal";
    static final String LOCK = ".lock";
    static final String TEMPORARY = ".tmp";
    private static final int BUFFER_BYTES = 1 << 16;

    private final CacheKey key;
    private final Path file;
    private final @Nullable String expectedHash;
    private final boolean unix;
    private final CacheListener listener;

    Entry(
            CacheKey key,
            Path file,
            @Nullable String expectedHash,
            boolean unix,
            CacheListener listener) {
        this.key = key;
        this.file = file;
        this.expectedHash = expectedHash;
        this.unix = unix;
        this.listener = listener;
    }

    @Nullable Path find() {
        try {
            if (isSealed()) {
                return file;
            }
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            try (KeyLock _ =
                    KeyLock.acquire(beside(LOCK), unix, () -> listener.waiting(key, file))) {
                return isSealed() || verifyAndSeal() ? file : null;
            }
        } catch (IOException e) {
            throw trouble("read", e);
        }
    }

    Path get(ContentProducer producer) {
        try {
            if (isSealed()) {
                return file;
            }
            try (KeyLock _ =
                    KeyLock.acquire(beside(LOCK), unix, () -> listener.waiting(key, file))) {
                if (isSealed() || verifyAndSeal()) {
                    return file;
                }
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    listener.corrupt(key, file);
                    Files.delete(file);
                }
                produce(producer);
                return file;
            }
        } catch (IOException e) {
            throw trouble("write", e);
        }
    }

    /** The quick way: the file is the one that was hashed last time. */
    private boolean isSealed() throws IOException {
        Seal seal = Seal.read(beside(SEAL));
        return seal != null
                && isExpected(seal.sha256())
                && seal.identity().equals(Seal.identityOf(file, unix));
    }

    /** The slow way: hashes the file and compares with what was recorded, or with the hash that the caller demands. */
    private boolean verifyAndSeal() throws IOException {
        String before = Seal.identityOf(file, unix);
        if (before == null) {
            return false;
        }
        Seal seal = Seal.read(beside(SEAL));
        String wanted = expectedHash != null ? expectedHash : seal != null ? seal.sha256() : null;
        if (wanted == null || !wanted.equals(Sha256.of(file))) {
            return false;
        }
        writeSeal(new Seal(wanted, before));
        return true;
    }

    private boolean isExpected(String sha256) {
        return expectedHash == null || expectedHash.equals(sha256);
    }

    private void produce(ContentProducer producer) throws IOException {
        listener.producing(key, file);
        // Left by a process that died while it held the lock; nobody else writes here now.
        deleteTemporaries();
        Path temporary = temporary(file);
        try {
            String hash = write(temporary, producer);
            if (!isExpected(hash)) {
                throw new CacheException(
                        "the content for "
                                + file
                                + " has SHA-256 "
                                + hash
                                + " instead of the expected one");
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
            String identity = Seal.identityOf(file, unix);
            if (identity == null) {
                throw new IOException("the file vanished: " + file);
            }
            writeSeal(new Seal(hash, identity));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private String write(Path temporary, ContentProducer producer) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (FileChannel channel = create(temporary)) {
            OutputStream out =
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            OutputStream hashing = new DigestOutputStream(out, digest);
            producer.writeTo(hashing);
            hashing.flush();
            channel.force(true);
        }
        return Sha256.hex(digest);
    }

    private void writeSeal(Seal seal) throws IOException {
        Path target = beside(SEAL);
        Path temporary = temporary(target);
        try {
            try (FileChannel channel = create(temporary);
                    OutputStream out = Channels.newOutputStream(channel)) {
                out.write(seal.bytes());
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private FileChannel create(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PrivateDirectory.privateFile(unix));
    }

    /** Makes the rename durable; only Unix lets a directory be opened and synced. */
    private void syncDirectory() throws IOException {
        if (unix) {
            try (FileChannel directory = FileChannel.open(directory(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private void deleteTemporaries() throws IOException {
        String pattern = file.getFileName() + ".*" + TEMPORARY;
        try (DirectoryStream<Path> stale = Files.newDirectoryStream(directory(), pattern)) {
            for (Path path : stale) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static Path temporary(Path target) {
        String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
        return target.resolveSibling(target.getFileName() + "." + unique + TEMPORARY);
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private Path directory() {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("a cache file without a directory: " + file);
        }
        return parent;
    }

    private CacheException trouble(String action, IOException cause) {
        return new CacheException(
                "cannot "
                        + action
                        + " the cache file "
                        + file
                        + ": "
                        + cause
                        + "; "
                        + freeSpace()
                        + "set "
                        + CacheLocation.ENVIRONMENT
                        + " or the system property "
                        + CacheLocation.PROPERTY
                        + " to use another directory",
                cause);
    }

    private String freeSpace() {
        try {
            return (Files.getFileStore(directory()).getUsableSpace() >> 20)
                    + " MiB are free there; ";
        } catch (IOException e) {
            return "";
        }
    }
}
