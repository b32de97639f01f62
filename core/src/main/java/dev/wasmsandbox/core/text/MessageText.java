package dev.wasmsandbox.core.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HexFormat;

/** Writes values into messages. */
public final class MessageText {
    private static final int SHOWN_CHARACTERS = 80;

    private MessageText() {}

    /** Puts text between quotes for a message, bounded and on one line. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("'");
        for (int index = 0; index < Math.min(text.length(), SHOWN_CHARACTERS); index++) {
            char c = text.charAt(index);
            if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        return out.append(text.length() > SHOWN_CHARACTERS ? "…'" : "'").toString();
    }

    /** Writes a duration in seconds, without a needless fraction. */
    public static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                        .add(BigDecimal.valueOf(duration.getNano(), 9))
                        .stripTrailingZeros()
                        .toPlainString()
                + " seconds";
    }
}
