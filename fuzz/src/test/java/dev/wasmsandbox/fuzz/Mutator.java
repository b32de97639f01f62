package dev.wasmsandbox.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes new inputs out of old ones, by bytes, by lines, by words, and now and then one out of nothing. */
final class Mutator {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MOST_CHANGES = 4;
    private static final int MOST_FRESH_BYTES = 1_500;
    private static final int DEEPEST = 3_000;
    private static final List<byte[]> ODD =
            List.of(
                    new byte[] {0},
                    new byte[] {(byte) 0xff},
                    new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                    new byte[] {(byte) 0xc0, (byte) 0x80},
                    new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
                    "\u202e".getBytes(StandardCharsets.UTF_8),
                    "\r".getBytes(StandardCharsets.UTF_8),
                    "\f".getBytes(StandardCharsets.UTF_8),
                    "\\".getBytes(StandardCharsets.UTF_8));

    private final RandomGenerator random;
    private final List<String> words;

    Mutator(RandomGenerator random, List<String> words) {
        this.random = random;
        this.words = List.copyOf(words);
    }

    /** Makes an input out of two. */
    byte[] next(byte[] one, byte[] other) {
        if (random.nextInt(16) == 0) {
            byte[] fresh = new byte[random.nextInt(MOST_FRESH_BYTES)];
            random.nextBytes(fresh);
            return fresh;
        }
        byte[] made = random.nextInt(4) == 0 ? splice(one, other) : one;
        for (int i = random.nextInt(MOST_CHANGES); i >= 0; i--) {
            made = change(made, other);
        }
        return made.length > MAX_BYTES ? Arrays.copyOf(made, MAX_BYTES) : made;
    }

    private byte[] change(byte[] input, byte[] other) {
        int at = random.nextInt(input.length + 1);
        int length = random.nextInt(Math.min(input.length - at, 64) + 1);
        return switch (random.nextInt(10)) {
            case 0 -> replaced(input, at, length, new byte[0]);
            case 1 -> replaced(input, at, 0, Arrays.copyOfRange(input, at, at + length));
            case 2 -> replaced(input, at, 0, ODD.get(random.nextInt(ODD.size())));
            case 3 -> flipped(input);
            case 4 -> replaced(input, at, Math.min(length, 8), randomBytes());
            case 5 -> lines(input, other);
            case 6 -> nested(input, at, length);
            case 7 -> digits(input);
            default -> replaced(input, at, random.nextBoolean() ? 0 : length, word());
        };
    }

    private byte[] word() {
        return words.isEmpty()
                ? randomBytes()
                : words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(9)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] input) {
        byte[] changed = input.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    /** Cuts both and joins the halves. */
    private byte[] splice(byte[] one, byte[] other) {
        int from = random.nextInt(other.length + 1);
        byte[] tail = Arrays.copyOfRange(other, from, other.length);
        return replaced(one, random.nextInt(one.length + 1), one.length, tail);
    }

    /** Puts lines of the other input between lines of the first. */
    private byte[] lines(byte[] input, byte[] other) {
        List<String> foreign = latin(other).lines().toList();
        StringBuilder mixed = new StringBuilder();
        for (String line : latin(input).lines().toList()) {
            if (!foreign.isEmpty() && random.nextInt(6) == 0) {
                mixed.append(foreign.get(random.nextInt(foreign.size()))).append('\n');
            }
            if (random.nextInt(12) != 0) {
                mixed.append(line).append('\n');
            }
        }
        return mixed.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Wraps a piece into many pairs of brackets, or repeats it as often. */
    private byte[] nested(byte[] input, int at, int length) {
        String[] pair =
                List.of("( )", "[ ]", "{ }", "(a, )", "[[ ]]", "not  ", "- ")
                        .get(random.nextInt(7))
                        .split(" ", 2);
        int depth = 1 + random.nextInt(random.nextInt(8) == 0 ? DEEPEST : 40);
        String inner = latin(Arrays.copyOfRange(input, at, at + length));
        String wrapped = pair[0].repeat(depth) + inner + pair[1].repeat(depth);
        return replaced(input, at, length, wrapped.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Puts an extreme number in the place of the first digits behind a random place. */
    private byte[] digits(byte[] input) {
        int at = random.nextInt(input.length + 1);
        while (at < input.length && (input[at] < '0' || input[at] > '9')) {
            at++;
        }
        int end = at;
        while (end < input.length && input[end] >= '0' && input[end] <= '9') {
            end++;
        }
        String number =
                List.of(
                                "-1",
                                "2147483648",
                                "4294967296",
                                "9223372036854775807",
                                "1e308",
                                "0x7fffffff",
                                "99999999999999999999")
                        .get(random.nextInt(7));
        return replaced(input, at, end - at, number.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] replaced(byte[] input, int at, int length, byte[] by) {
        ByteArrayOutputStream made = new ByteArrayOutputStream(input.length + by.length);
        made.write(input, 0, at);
        made.writeBytes(by);
        int rest = Math.min(input.length, at + length);
        made.write(input, rest, input.length - rest);
        return made.toByteArray();
    }
}
