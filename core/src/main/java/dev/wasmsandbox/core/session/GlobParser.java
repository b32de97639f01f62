package dev.wasmsandbox.core.session;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.core.text.MessageText;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link Glob}. */
final class GlobParser {
    private sealed interface Part {}

    private record Literal(int value) implements Part {}

    /** {@code ?}. */
    private record NameCharacter() implements Part {}

    /** {@code *}. */
    private record NamePart() implements Part {}

    /** {@code **} at the end. */
    private record Rest() implements Part {}

    /** {@code **} and a slash. */
    private record Directories() implements Part {}

    private record OneOf(GlobProgram.CharacterSet set) implements Part {}

    private record Alternatives(List<List<Part>> choices) implements Part {}

    private final String text;
    private int position;
    private int depth;

    GlobParser(String text) {
        this.text = text;
    }

    GlobProgram parse() {
        List<Part> parts = sequence();
        GlobProgram program = new GlobProgram();
        program.startAt(compile(program, parts, program.end()));
        return program;
    }

    private List<Part> sequence() {
        List<Part> parts = new ArrayList<>();
        while (position < text.length()) {
            int begin = position;
            int c = take();
            switch (c) {
                case '*' -> parts.add(star(begin));
                case '?' -> parts.add(new NameCharacter());
                case '[' -> parts.add(new OneOf(set()));
                case '{' -> parts.add(alternatives());
                case '\\' -> parts.add(new Literal(escaped()));
                case ',', '}' -> {
                    if (depth > 0) {
                        position = begin;
                        return parts;
                    }
                    parts.add(new Literal(c));
                }
                default -> parts.add(new Literal(c));
            }
        }
        return parts;
    }

    private Part star(int begin) {
        int stars = 1;
        while (position < text.length() && text.charAt(position) == '*') {
            position++;
            stars++;
        }
        boolean first = begin == 0 || isBoundary(text.charAt(begin - 1), "/{,");
        if (stars == 2 && first) {
            if (position == text.length() || isBoundary(text.charAt(position), "},")) {
                return new Rest();
            }
            if (text.charAt(position) == '/') {
                position++;
                return new Directories();
            }
        }
        return new NamePart();
    }

    /** Outside of alternatives only a slash parts a pattern. */
    private boolean isBoundary(char c, String boundaries) {
        return c == '/' ? boundaries.indexOf(c) >= 0 : depth > 0 && boundaries.indexOf(c) >= 0;
    }

    private GlobProgram.CharacterSet set() {
        boolean negated = accept('!') || accept('^');
        List<Integer> ranges = new ArrayList<>();
        // A bracket that closes at once would make an empty set, so it is meant as a character.
        while (ranges.isEmpty() || !accept(']')) {
            int first = setCharacter();
            int last = first;
            if (position + 1 < text.length()
                    && text.charAt(position) == '-'
                    && text.charAt(position + 1) != ']') {
                position++;
                last = setCharacter();
            }
            if (last < first) {
                throw wrong("a range in [ ] ends before it begins");
            }
            ranges.add(first);
            ranges.add(last);
        }
        return new GlobProgram.CharacterSet(ranges, negated);
    }

    private int setCharacter() {
        if (position >= text.length()) {
            throw wrong("a [ has no ]");
        }
        int c = take();
        if (c == '/') {
            throw wrong("a / cannot stand within [ ], because no name has it");
        }
        return c == '\\' ? escaped() : c;
    }

    private Alternatives alternatives() {
        List<List<Part>> choices = new ArrayList<>();
        depth++;
        do {
            choices.add(sequence());
        } while (accept(','));
        if (!accept('}')) {
            throw wrong("a { has no }");
        }
        depth--;
        return new Alternatives(choices);
    }

    private int escaped() {
        if (position >= text.length()) {
            throw wrong("a \\ has nothing behind it");
        }
        return take();
    }

    private int take() {
        int c = text.codePointAt(position);
        position += Character.charCount(c);
        return c;
    }

    private boolean accept(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private InvalidRequestException wrong(String what) {
        return new InvalidRequestException(
                ErrorCode.INVALID_REQUEST,
                "pattern is "
                        + MessageText.quote(text)
                        + ": "
                        + what
                        + "; \\ before a character takes it as it is");
    }

    /** Adds what leads through some parts to a state; returns where it begins. */
    private static int compile(GlobProgram program, List<Part> parts, int end) {
        int next = end;
        for (Part part : parts.reversed()) {
            next = compile(program, part, next);
        }
        return next;
    }

    private static int compile(GlobProgram program, Part part, int next) {
        return switch (part) {
            case Literal(int value) -> program.character(value, next);
            case NameCharacter() -> program.nameCharacter(next);
            case OneOf(GlobProgram.CharacterSet set) -> program.set(set, next);
            case NamePart() -> {
                int loop = program.branch(next, next);
                program.setOther(loop, program.nameCharacter(loop));
                yield loop;
            }
            case Rest() -> {
                int loop = program.branch(next, next);
                program.setOther(loop, program.anything(loop));
                yield loop;
            }
            case Directories() -> {
                int loop = program.branch(next, next);
                int name = program.branch(program.character('/', loop), loop);
                program.setOther(name, program.nameCharacter(name));
                program.setOther(loop, name);
                yield loop;
            }
            case Alternatives(List<List<Part>> choices) -> {
                int first = compile(program, choices.getLast(), next);
                for (List<Part> choice : choices.reversed().subList(1, choices.size())) {
                    first = program.branch(compile(program, choice, next), first);
                }
                yield first;
            }
        };
    }
}
