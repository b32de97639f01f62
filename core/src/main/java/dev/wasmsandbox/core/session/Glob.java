package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import java.util.Arrays;

/**
 * A pattern of paths.
 *
 * <p>The dialect: {@code *} stands for any characters of one name, {@code ?} for one of them, {@code [abc]}, {@code
 * [a-z]} and {@code [!a-z]} for one of a set, <code>{a,b}</code> for alternatives, which may nest. {@code **} as a whole
 * part of a path stands for any number of directories, at the end for everything below; elsewhere it is like {@code *}.
 * A backslash takes the meaning from the character behind it. Upper and lower case differ, and a dot at the beginning of a
 * name is a character like others. Characters are those of Unicode.
 *
 * <p>A pattern becomes an automaton of about twice as many states as it has characters, and all of them are followed at
 * once. So a match takes at most as many steps as there are states times characters, whatever pattern and path are; and a
 * directory's part of that is done once for all that it holds.
 */
final class Glob {
    /** The longest pattern, in characters. */
    public static final int MAX_LENGTH = 256;

    private final String pattern;
    private final GlobProgram program;

    /** How far paths with the same beginning have got. */
    public static final class Progress {
        private final int[] states;

        private Progress(int[] states) {
            this.states = states;
        }

        /** Tells whether nothing that begins like this can match any more. */
        public boolean isDead() {
            return states.length == 0;
        }
    }

    private Glob(String pattern, GlobProgram program) {
        this.pattern = pattern;
        this.program = program;
    }

    /**
     * Reads a pattern.
     *
     * @throws InvalidRequestException if it is none
     */
    public static Glob of(String pattern) {
        if (pattern.isEmpty() || pattern.length() > MAX_LENGTH) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "pattern has "
                            + pattern.length()
                            + " characters, allowed are 1 to "
                            + MAX_LENGTH);
        }
        return new Glob(pattern, new GlobParser(pattern).parse());
    }

    /** Tells whether a path matches. */
    public boolean matches(String path) {
        return accepts(after(start(), path));
    }

    /** Returns where every path begins. */
    public Progress start() {
        return new Progress(new Walk().closure(new int[] {program.start()}, 1));
    }

    /** Returns how far one gets from somewhere by some more of a path. */
    public Progress after(Progress from, String text) {
        return new Progress(new Walk().run(from.states, text));
    }

    /** Tells whether a path may end here. */
    public boolean accepts(Progress end) {
        for (int state : end.states) {
            if (state == program.end()) {
                return true;
            }
        }
        return false;
    }

    /** Counts the states that are looked at on the way along a path. */
    long steps(String path) {
        Walk walk = new Walk();
        int[] _ = walk.run(start().states, path);
        return walk.steps;
    }

    /** Returns the number of states. */
    int size() {
        return program.size();
    }

    @Override
    public String toString() {
        return pattern;
    }

    /** One way along a text; each state is entered once per character. */
    private final class Walk {
        private final int[] seen = new int[program.size()];
        private final int[] reached = new int[program.size()];
        private int round;
        private long steps;

        int[] run(int[] from, String text) {
            int[] states = from;
            int[] next = new int[program.size()];
            for (int index = 0; index < text.length() && states.length > 0; ) {
                int character = text.codePointAt(index);
                index += Character.charCount(character);
                int count = 0;
                for (int state : states) {
                    steps++;
                    if (program.takes(state, character)) {
                        next[count++] = program.next(state);
                    }
                }
                states = closure(next, count);
            }
            return states;
        }

        /** Follows the branches, which take no character. */
        int[] closure(int[] states, int size) {
            round++;
            int count = 0;
            int[] waiting = new int[2 * program.size() + 1];
            for (int index = 0; index < size; index++) {
                int depth = 0;
                waiting[depth++] = states[index];
                while (depth > 0) {
                    int state = waiting[--depth];
                    if (seen[state] == round) {
                        continue;
                    }
                    seen[state] = round;
                    steps++;
                    if (program.isBranch(state)) {
                        waiting[depth++] = program.next(state);
                        waiting[depth++] = program.other(state);
                    } else {
                        reached[count++] = state;
                    }
                }
            }
            return Arrays.copyOf(reached, count);
        }
    }
}
