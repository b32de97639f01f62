package dev.wasmsandbox.core.run;

import dev.wasmsandbox.TrapReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    /** Adds to standard error what is said there of a run that was stopped. */
    public CapturedOutput told(TrapReason reason) {
        byte[] line = lastLine(reason, text());
        byte[] all = Arrays.copyOf(bytes, bytes.length + line.length);
        System.arraycopy(line, 0, all, bytes.length, line.length);
        return new CapturedOutput(all, truncated);
    }

    /** The last line of a run that was stopped, on a line of its own. */
    static byte[] lastLine(TrapReason reason, String before) {
        boolean ownLine = before.isEmpty() || before.endsWith("\n");
        return ((ownLine ? "" : "\n") + "Execution trapped: " + reason.label() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Decodes the bytes as UTF-8; each malformed sequence becomes U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
