package dev.wasmsandbox.cli;

import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.CodeValidation.Continuation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxException;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Has the guest judge what was typed: whether it is complete, and what could be typed next. */
final class GuestSyntax implements Parser, Completer {
    private final ReplSession session;
    private final RuntimeType runtime;

    GuestSyntax(ReplSession session) {
        this.session = session;
        this.runtime = session.sandbox().runtime();
    }

    /** By how many columns a block is indented. */
    static int indentation(RuntimeType runtime) {
        return switch (runtime) {
            case PYTHON -> 4;
            case JAVASCRIPT -> 2;
        };
    }

    /** Whether a tab can only mean to indent: nothing stands before it in its line, but other lines do. */
    boolean isAtIndentation(String before) {
        int start = before.lastIndexOf('\n') + 1;
        return start > 0 && before.substring(start).isBlank();
    }

    /** How many columns of its line's indentation a closing bracket takes back. */
    int columnsToTakeBack(String before) {
        return runtime == RuntimeType.JAVASCRIPT && isAtIndentation(before)
                ? Math.min(indentation(runtime), before.length() - before.lastIndexOf('\n') - 1)
                : 0;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.COMPLETE) {
            return completing(line, cursor);
        }
        if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
            throw new EOFError(-1, -1, "more lines are needed", null, nextIndent(line), null);
        }
        return new Typed(line, cursor, CodeCompletion.none(cursor));
    }

    private boolean isComplete(String code) {
        if (code.isBlank() || code.startsWith(":")) {
            return true;
        }
        CodeValidation validation;
        try {
            validation = session.sandbox().validateCode(code);
        } catch (SandboxException e) {
            // The run will tell what is wrong.
            return true;
        }
        Continuation continuation = validation.continuation();
        return switch (runtime) {
            // As at Python's own prompt, a block ends with an empty line.
            case PYTHON ->
                    continuation == Continuation.NONE
                            || (continuation == Continuation.POSSIBLE
                                    && code.indexOf('\n') >= 0
                                    && lastLine(code).isBlank());
            case JAVASCRIPT -> continuation != Continuation.NEEDED;
        };
    }

    private static String lastLine(String code) {
        return code.substring(code.lastIndexOf('\n') + 1);
    }

    /** By how many columns the next line is indented. */
    private int nextIndent(String code) {
        String last = lastLine(code);
        String words = last.strip();
        int indent = last.length() - last.stripLeading().length();
        boolean opens =
                switch (runtime) {
                    case PYTHON -> words.endsWith(":");
                    case JAVASCRIPT ->
                            words.endsWith("{") || words.endsWith("(") || words.endsWith("[");
                };
        boolean leaves =
                runtime == RuntimeType.PYTHON
                        && words.matches("(return|raise|pass|break|continue)\\b.*");
        int step = indentation(runtime);
        return opens ? indent + step : leaves ? Math.max(0, indent - step) : indent;
    }

    private ParsedLine completing(String line, int cursor) {
        if (line.startsWith(":")) {
            return new Typed(
                    line,
                    cursor,
                    new CodeCompletion(
                            0,
                            cursor,
                            ReplCommands.words().stream()
                                    .map(word ->
                                            new CodeCompletion.Candidate(
                                                    word, CodeCompletion.Kind.KEYWORD))
                                    .toList(),
                            false));
        }
        try {
            return new Typed(line, cursor, session.sandbox().complete(line, cursor));
        } catch (SandboxException e) {
            return new Typed(line, cursor, CodeCompletion.none(cursor));
        }
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line instanceof Typed typed) {
            int order = 0;
            for (CodeCompletion.Candidate found : typed.completion().candidates()) {
                candidates.add(
                        new Candidate(
                                found.text(),
                                found.text(),
                                null,
                                found.kind() == CodeCompletion.Kind.VALUE
                                        ? null
                                        : found.kind().name().toLowerCase(Locale.ROOT),
                                null,
                                null,
                                false,
                                order++));
            }
        }
    }

    /** A line with what could be typed in it; the word that JLine replaces is what the guest says. */
    private record Typed(String line, int cursor, CodeCompletion completion)
            implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(completion.start(), cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - completion.start();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word());
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
