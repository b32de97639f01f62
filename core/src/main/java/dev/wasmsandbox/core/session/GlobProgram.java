package dev.wasmsandbox.core.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The states of a {@link Glob}, numbered. They are made from the end of the pattern to its beginning. */
final class GlobProgram {
    /** What a state does. */
    private enum Kind {
        /** Takes one certain character. */
        CHARACTER,
        /** Takes any character of a name. */
        NAME_CHARACTER,
        /** Takes any character. */
        ANYTHING,
        /** Takes a character of a set. */
        SET,
        /** Goes on at two places. */
        BRANCH,
        /** Is the end. */
        END
    }

    /**
     * Characters between square brackets.
     *
     * @param ranges first and last ones, in turns
     * @param negated whether all others are meant
     */
    record CharacterSet(List<Integer> ranges, boolean negated) {
        CharacterSet {
            ranges = List.copyOf(ranges);
        }

        boolean contains(int character) {
            if (character == '/') {
                return false;
            }
            for (int index = 0; index < ranges.size(); index += 2) {
                if (character >= ranges.get(index) && character <= ranges.get(index + 1)) {
                    return !negated;
                }
            }
            return negated;
        }
    }

    private static final class State {
        private final Kind kind;
        private final int character;
        private final @Nullable CharacterSet set;
        private final int next;
        private int other;

        State(Kind kind, int character, @Nullable CharacterSet set, int next, int other) {
            this.kind = kind;
            this.character = character;
            this.set = set;
            this.next = next;
            this.other = other;
        }
    }

    private final List<State> states = new ArrayList<>();
    private final int end = add(Kind.END, 0, null, 0);
    private int start = end;

    int end() {
        return end;
    }

    int start() {
        return start;
    }

    void startAt(int state) {
        start = state;
    }

    int character(int character, int next) {
        return add(Kind.CHARACTER, character, null, next);
    }

    int nameCharacter(int next) {
        return add(Kind.NAME_CHARACTER, 0, null, next);
    }

    int anything(int next) {
        return add(Kind.ANYTHING, 0, null, next);
    }

    int set(CharacterSet set, int next) {
        return add(Kind.SET, 0, set, next);
    }

    /** Makes a state that goes on in two ways; the second one may be set later. */
    int branch(int next, int other) {
        int state = add(Kind.BRANCH, 0, null, next);
        states.get(state).other = other;
        return state;
    }

    void setOther(int branch, int other) {
        states.get(branch).other = other;
    }

    private int add(Kind kind, int character, @Nullable CharacterSet set, int next) {
        states.add(new State(kind, character, set, next, next));
        return states.size() - 1;
    }

    int size() {
        return states.size();
    }

    boolean isBranch(int state) {
        return states.get(state).kind == Kind.BRANCH;
    }

    int next(int state) {
        return states.get(state).next;
    }

    int other(int state) {
        return states.get(state).other;
    }

    boolean takes(int number, int character) {
        State state = states.get(number);
        return switch (state.kind) {
            case CHARACTER -> state.character == character;
            case NAME_CHARACTER -> character != '/';
            case ANYTHING -> true;
            case SET -> state.set != null && state.set.contains(character);
            case BRANCH, END -> false;
        };
    }
}
