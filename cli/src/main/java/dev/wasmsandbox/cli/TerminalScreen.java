package dev.wasmsandbox.cli;

import java.io.InputStream;
import java.util.Map;
import org.jline.terminal.Terminal;

/** A terminal on which somebody types. What the guest writes can colour it, and nothing else. */
final class TerminalScreen implements ReplScreen {
    private final Terminal terminal;
    private final boolean colours;
    private final TerminalText text = new TerminalText();

    TerminalScreen(Terminal terminal, Surroundings surroundings) {
        this.terminal = terminal;
        this.colours = surroundings.colours();
    }

    @Override
    public void output(Channel channel, byte[] bytes) {
        write(text.take(bytes));
    }

    private void write(String shown) {
        terminal.writer().write(shown);
        terminal.flush();
    }

    @Override
    public void say(String line) {
        write((colours ? "\033[2m" + line + "\033[0m" : line) + "\n");
    }

    @Override
    public void note(String line) {
        say(line);
    }

    @Override
    public void complain(String message) {
        write((colours ? "\033[1;31msandbox:\033[0m " : "sandbox: ") + message + "\n");
    }

    @Override
    public InputStream input() {
        return new TerminalInput(terminal.reader());
    }

    /** The terminal has shown that Ctrl-C was pressed. */
    void interrupted() {
        text.interrupted();
    }

    @Override
    public void ended() {
        write(text.end());
    }

    /** The languages colour their reports of uncaught errors by themselves. */
    @Override
    public Map<String, String> environment() {
        return colours ? Map.of("FORCE_COLOR", "1") : Map.of();
    }

    @Override
    public boolean interactive() {
        return true;
    }
}
