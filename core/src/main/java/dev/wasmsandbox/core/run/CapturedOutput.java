package dev.wasmsandbox.core.run;

import java.nio.charset.StandardCharsets;

/**
 * What a run wrote to one of its streams, up to the cap.
 *
 * @param bytes the bytes; not copied, not to be changed
 * @param truncated whether more was written than is kept
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record CapturedOutput(byte[] bytes, boolean truncated) {
    /** Nothing was written. */
    public static final CapturedOutput NONE = new CapturedOutput(new byte[0], false);

    /** Decodes the bytes as UTF-8; each malformed sequence becomes U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
