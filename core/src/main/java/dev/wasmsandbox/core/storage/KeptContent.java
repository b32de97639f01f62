package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.text.Sha256;

/**
 * The content of a file, however many values have it. Immutable.
 *
 * @param hash its SHA-256 in hex
 * @param content the bytes, in memory or in a scratch file
 */
public record KeptContent(String hash, FileContent content) {
    /** Keeps bytes in memory; they must not be changed afterwards. */
    public static KeptContent of(byte[] bytes) {
        return new KeptContent(Sha256.hex(bytes), new BytesContent(bytes));
    }

    /** Returns the number of bytes. */
    public long size() {
        return content.size();
    }
}
