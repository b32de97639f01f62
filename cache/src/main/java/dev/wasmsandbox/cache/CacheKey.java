package dev.wasmsandbox.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names one entry: what kind of thing it is, and the SHA-256 of everything that decides its content.
 *
 * @param kind folder below the cache root, such as {@code code} or {@code natives}; lower-case letters, digits and hyphens
 * @param hash 64 lower-case hexadecimal digits
 */
public record CacheKey(String kind, String hash) {

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** Rejects anything that could name a file outside of the cache. */
    public CacheKey {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException(
                    "kind must be 1 to 32 lower-case letters, digits or hyphens, starting with a letter; got \""
                            + kind
                            + "\"");
        }
        requireHash(hash);
    }

    /**
     * Derives a key from the inputs that decide the content, such as a module's hash, the library's version and the options.
     * The inputs are separated by their lengths, so that ("ab", "c") and ("a", "bc") are different keys.
     */
    public static CacheKey of(String kind, String... inputs) {
        MessageDigest digest = Sha256.digest();
        for (String input : inputs) {
            byte[] bytes = input.getBytes(UTF_8);
            digest.update((bytes.length + ":").getBytes(UTF_8));
            digest.update(bytes);
        }
        return new CacheKey(kind, HexFormat.of().formatHex(digest.digest()));
    }

    static void requireHash(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "hash must be 64 lower-case hexadecimal digits; got \"" + hash + "\"");
        }
    }
}
