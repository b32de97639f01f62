package dev.wasmsandbox.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Turns what a guest writes into what a terminal may be shown while somebody types commands there: text, line ends, tabs,
 * backspaces, and the sequences that choose colours or erase the rest of a line. Everything else that a terminal would obey
 * is written as an escape: it could hide what was typed, pose as the prompt, or have the terminal type an answer.
 *
 * <p>Takes bytes as they come; a character or a sequence may be cut anywhere.
 */
final class TerminalText {
    private static final int LONGEST_SEQUENCE = 64;
    private static final char ESCAPE = '\033';

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder sequence = new StringBuilder();
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private boolean coloured;
    private volatile boolean atLineStart = true;

    /** Takes some more bytes. */
    String take(byte[] bytes) {
        ByteBuffer input = ByteBuffer.allocate(undecoded.remaining() + bytes.length);
        input.put(undecoded).put(bytes).flip();
        CharBuffer characters = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, characters, false);
        undecoded = input;
        return take(characters.flip());
    }

    /** Notes that somebody else has written into the line; by any thread. */
    void interrupted() {
        atLineStart = false;
    }

    /** Ends a run: what is incomplete is shown, colours end, and the next line begins. */
    String end() {
        StringBuilder text = new StringBuilder(take(undecoded.hasRemaining() ? "\uFFFD" : ""));
        undecoded = ByteBuffer.allocate(0);
        decoder.reset();
        flushSequence(text);
        if (coloured) {
            text.append("\033[0m");
            coloured = false;
        }
        if (!atLineStart) {
            text.append('\n');
            atLineStart = true;
        }
        return text.toString();
    }

    private String take(CharSequence characters) {
        StringBuilder text = new StringBuilder(characters.length());
        characters.codePoints().forEach(c -> take(c, text));
        return text.toString();
    }

    private void take(int c, StringBuilder text) {
        if (!sequence.isEmpty()) {
            sequence.appendCodePoint(c);
            if (isComplete(c)) {
                endSequence(text);
            }
        } else if (c == ESCAPE) {
            sequence.append(ESCAPE);
        } else {
            show(c, text);
        }
    }

    /** A sequence is an escape, a bracket, parameters and a letter. Whatever does not become one ends at once. */
    private boolean isComplete(int last) {
        return sequence.length() == 2
                ? last != '['
                : sequence.length() > LONGEST_SEQUENCE || !(last >= '0' && last <= ';');
    }

    private void endSequence(StringBuilder text) {
        char last = sequence.charAt(sequence.length() - 1);
        if (sequence.length() > 2 && (last == 'm' || last == 'K')) {
            coloured |= last == 'm';
            text.append(sequence);
            sequence.setLength(0);
        } else {
            flushSequence(text);
        }
    }

    private void flushSequence(StringBuilder text) {
        String plain = sequence.toString();
        sequence.setLength(0);
        plain.codePoints().forEach(c -> show(c, text));
    }

    private void show(int c, StringBuilder text) {
        if (c == '\n' || c == '\t' || c == '\r' || c == '\b') {
            text.append((char) c);
        } else if (Character.getType(c) == Character.CONTROL || isDirection(c)) {
            text.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", c));
        } else {
            text.appendCodePoint(c);
        }
        atLineStart = c == '\n' || (atLineStart && c == '\r');
    }

    /** What turns the direction of writing shows a text as another one. */
    private static boolean isDirection(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
