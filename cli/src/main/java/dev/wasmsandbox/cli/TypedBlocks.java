package dev.wasmsandbox.cli;

import dev.wasmsandbox.RuntimeType;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** What somebody types, with an editor for lines, a history and completion. */
final class TypedBlocks implements BlockSource {
    private static final int MOST_REMEMBERED = 10_000;
    private static final String INDENT_OR_COMPLETE = "indent-or-complete";
    private static final String CLOSE_BRACKET = "close-bracket";

    private final LineReader reader;
    private final ReplSession session;
    private final String prompt;
    private final boolean colours;
    private final BooleanSupplier ending;
    private final Runnable interrupted;

    private TypedBlocks(
            LineReader reader,
            ReplSession session,
            String prompt,
            boolean colours,
            BooleanSupplier ending,
            Runnable interrupted) {
        this.reader = reader;
        this.session = session;
        this.prompt = prompt;
        this.colours = colours;
        this.ending = ending;
        this.interrupted = interrupted;
    }

    /**
     * Prepares to read from a terminal.
     *
     * @param history the file to keep in what is typed; null for none
     * @param ending tells whether the process is to end
     * @param interrupted is to hear of a Ctrl-C that was typed behind an input, while the terminal was still the editor's
     */
    static TypedBlocks on(
            Terminal terminal,
            ReplSession session,
            @Nullable Path history,
            boolean colours,
            BooleanSupplier ending,
            Runnable interrupted) {
        RuntimeType runtime = session.sandbox().runtime();
        GuestSyntax syntax = new GuestSyntax(session);
        String more = paint("... ", colours);
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("sandbox")
                        .parser(syntax)
                        .completer(syntax)
                        // In code, an exclamation mark is no command to the history.
                        .option(Option.DISABLE_EVENT_EXPANSION, true)
                        .option(Option.HISTORY_IGNORE_SPACE, true)
                        .option(Option.HISTORY_TIMESTAMPED, false)
                        .option(Option.INSERT_TAB, false)
                        .option(Option.AUTO_FRESH_LINE, false)
                        // The syntax says by how many columns to indent.
                        .variable(LineReader.INDENTATION, 1)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, more)
                        .variable(LineReader.HISTORY_SIZE, MOST_REMEMBERED)
                        .variable(LineReader.HISTORY_FILE_SIZE, MOST_REMEMBERED);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        LineReader reader = builder.build();
        bindKeys(reader, syntax, runtime);
        return new TypedBlocks(
                reader,
                session,
                runtime == RuntimeType.PYTHON ? ">>> " : "> ",
                colours,
                ending,
                interrupted);
    }

    private static void bindKeys(LineReader reader, GuestSyntax syntax, RuntimeType runtime) {
        String indentation = " ".repeat(GuestSyntax.indentation(runtime));
        Widget indentOrComplete =
                () -> {
                    Buffer buffer = reader.getBuffer();
                    if (syntax.isAtIndentation(buffer.upToCursor())) {
                        buffer.write(indentation);
                    } else {
                        reader.callWidget(LineReader.EXPAND_OR_COMPLETE);
                    }
                    return true;
                };
        // JLine's own would take a space away before every bracket, in strings too.
        Widget closeBracket =
                () -> {
                    Buffer buffer = reader.getBuffer();
                    buffer.backspace(syntax.columnsToTakeBack(buffer.upToCursor()));
                    reader.callWidget(LineReader.SELF_INSERT);
                    return true;
                };
        reader.getWidgets().put(INDENT_OR_COMPLETE, indentOrComplete);
        reader.getWidgets().put(CLOSE_BRACKET, closeBracket);
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        keys.bind(new Reference(INDENT_OR_COMPLETE), KeyMap.ctrl('I'));
        keys.bind(new Reference(CLOSE_BRACKET), ")", "]", "}");
    }

    private static String paint(String prompt, boolean colours) {
        return colours ? "\033[1;35m" + prompt + "\033[0m" : prompt;
    }

    @Override
    public Optional<String> next() {
        try {
            String where = session.depth() == 0 ? "" : "copy ";
            session.awaitInput();
            String block = reader.readLine(paint(where + prompt, colours));
            // So does JLine leave the thread when Ctrl-C came after the end of the line.
            if (!ending.getAsBoolean() && Thread.interrupted()) {
                interrupted.run();
            }
            return Optional.of(block);
        } catch (UserInterruptException e) {
            // At the prompt it clears the line. JLine leaves the thread interrupted.
            boolean _ = Thread.interrupted();
            return ending.getAsBoolean() ? Optional.empty() : Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }
}
