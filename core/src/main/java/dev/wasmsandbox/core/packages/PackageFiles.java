package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.core.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Packages as an installer would lay them out, in memory.
 *
 * @param source where they come from, for messages
 * @param about what they say of themselves
 * @param content the files by their paths
 */
record PackageFiles(Path source, PackageMetadata about, SortedMap<String, byte[]> content) {

    PackageFiles {
        content = Collections.unmodifiableSortedMap(new TreeMap<>(content));
    }

    /** Returns how many bytes the files have. */
    long bytes() {
        return content.values().stream().mapToLong(file -> file.length).sum();
    }

    /** Returns the SHA-256 of all names and contents. */
    String hash() {
        MessageDigest digest = Sha256.digest();
        for (Map.Entry<String, byte[]> file : content.entrySet()) {
            byte[] name = file.getKey().getBytes(StandardCharsets.UTF_8);
            digest.update(
                    (name.length + ":" + file.getValue().length + ":")
                            .getBytes(StandardCharsets.US_ASCII));
            digest.update(name);
            digest.update(file.getValue());
        }
        return Sha256.hex(digest);
    }
}
