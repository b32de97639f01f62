package dev.wasmsandbox.cli;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.CodeValidation.Continuation;
import dev.wasmsandbox.RuntimeType;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes input that nobody types apart: a block ends where the guest's parser says that the next line does not belong to it.
 *
 * <p>A line that is indented belongs to the block before it. Any other begins a new one if the block is complete, unless it
 * can only be a continuation, as {@code else:} or {@code .then(...)}.
 */
final class PipedBlocks implements BlockSource {
    /** Longer blocks are only looked at where one could begin, or their lines would cost the square of their number. */
    private static final int LOOKED_AT_EACH_LINE = 8_192;

    private final BufferedInputStream in;
    private final boolean blankLinesEnd;
    private final Function<String, CodeValidation> parser;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private @Nullable String ahead;

    PipedBlocks(InputStream in, RuntimeType runtime, Function<String, CodeValidation> parser) {
        this.in = new BufferedInputStream(in);
        this.blankLinesEnd = runtime == RuntimeType.JAVASCRIPT;
        this.parser = parser;
    }

    /**
     * Reads the next block.
     *
     * @throws UsageException if the input cannot be read, is no UTF-8, or has a block that is larger than code may be
     */
    @Override
    public Optional<String> next() {
        String first = nextLine();
        if (first == null || first.startsWith(":") || first.isBlank()) {
            return Optional.ofNullable(first);
        }
        StringBuilder block = new StringBuilder(first);
        while (true) {
            Continuation open = Continuation.POSSIBLE;
            if (block.length() <= LOOKED_AT_EACH_LINE) {
                open = parser.apply(block.toString()).continuation();
                if (isComplete(block, open)) {
                    return Optional.of(block.toString());
                }
            }
            String next = nextLine();
            if (next == null) {
                return Optional.of(block.toString());
            }
            if (!belongs(next, block, open)) {
                ahead = next;
                return Optional.of(block.toString());
            }
            append(block, next);
        }
    }

    /** Whether it can be run without a look at the next line. */
    private boolean isComplete(StringBuilder block, Continuation open) {
        return open == Continuation.NONE || (open == Continuation.POSSIBLE && endsBlank(block));
    }

    private boolean endsBlank(StringBuilder block) {
        return blankLinesEnd && block.substring(block.lastIndexOf("\n") + 1).isBlank();
    }

    private boolean belongs(String next, StringBuilder block, Continuation open) {
        if (next.isBlank() || Character.isWhitespace(next.charAt(0))) {
            return true;
        }
        Continuation now =
                block.length() > LOOKED_AT_EACH_LINE
                        ? parser.apply(block.toString()).continuation()
                        : open;
        return switch (now) {
            case NONE -> false;
            case NEEDED -> true;
            case POSSIBLE ->
                    !next.startsWith(":")
                            && isWrong(parser.apply(next))
                            && !isWrong(parser.apply(block + "\n" + next));
        };
    }

    private static boolean isWrong(CodeValidation validation) {
        return !validation.valid() && validation.continuation() == Continuation.NONE;
    }

    private static void append(StringBuilder block, String next) {
        if (block.length() + next.length() > CodeReader.MAX_BYTES) {
            throw new UsageException(
                    "standard input holds a block of more than "
                            + CodeReader.MAX_BYTES
                            + " bytes; code may have that many at most");
        }
        block.append('\n').append(next);
    }

    private @Nullable String nextLine() {
        String waiting = ahead;
        if (waiting != null) {
            ahead = null;
            return waiting;
        }
        try {
            return readLine();
        } catch (CharacterCodingException e) {
            throw new UsageException("standard input holds a line that is no UTF-8", e);
        } catch (IOException e) {
            throw new UsageException("cannot read standard input: " + e.getMessage(), e);
        }
    }

    private @Nullable String readLine() throws IOException {
        line.reset();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > CodeReader.MAX_BYTES) {
                throw new UsageException(
                        "standard input holds a line of more than "
                                + CodeReader.MAX_BYTES
                                + " bytes; code may have that many at most");
            }
        }
        String text =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line.toByteArray()))
                        .toString();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
