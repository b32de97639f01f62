package dev.wasmsandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program on a pseudo terminal, with somebody who types and reads. */
final class TestTerminal implements AutoCloseable {
    private static final int ROWS = 40;
    private static final int COLUMNS = 160;
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final ScreenText screen = new ScreenText(COLUMNS);
    private final Thread reading;
    private boolean ended;
    private volatile boolean closed;

    private TestTerminal(Process process) {
        this.process = process;
        this.reading = Thread.ofPlatform().daemon().start(this::read);
    }

    /** Starts this program; `environment` is all that it has of one beside PATH and TERM. */
    static TestTerminal start(Path directory, Map<String, String> environment, String... words)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "python3",
                                Path.of("src/test/resources/terminal.py")
                                        .toAbsolutePath()
                                        .toString(),
                                Integer.toString(ROWS),
                                Integer.toString(COLUMNS)));
        command.addAll(ProgramCommand.of(List.of(), words));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new TestTerminal(builder.start());
    }

    private void read() {
        try (Reader reader = new InputStreamReader(process.getInputStream(), UTF_8)) {
            char[] chunk = new char[4096];
            for (int count = reader.read(chunk); count >= 0; count = reader.read(chunk)) {
                synchronized (this) {
                    screen.write(new String(chunk, 0, count));
                    notifyAll();
                }
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    /** Types. */
    TestTerminal type(String text) throws IOException {
        return order("type " + HexFormat.of().formatHex(text.getBytes(UTF_8)));
    }

    /** Types a line, and waits for the next prompt. */
    String enter(String line) throws IOException, InterruptedException {
        int before = text().length();
        type(line + "\r");
        String shown = await(text -> text.length() > before && text.endsWith(">>>\n"));
        return shown.substring(before);
    }

    /** Changes the size. */
    TestTerminal resize(int rows, int columns) throws IOException {
        synchronized (this) {
            screen.resize(columns);
        }
        return order("size " + rows + " " + columns);
    }

    /** Sends a signal to the program. */
    TestTerminal signal(int number) throws IOException {
        return order("signal " + number);
    }

    /** Takes the terminal away from the program. */
    TestTerminal hangUp() throws IOException {
        return order("hang up");
    }

    private TestTerminal order(String order) throws IOException {
        process.getOutputStream().write((order + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** Returns what can be read now. */
    synchronized String text() {
        return screen.text();
    }

    /** Returns which colours were chosen up to now. */
    synchronized String colours() {
        return screen.colours();
    }

    /** Waits for something to be read at the end. */
    String awaitEnd(String wanted) throws InterruptedException {
        return await(text -> text.stripTrailing().endsWith(wanted.stripTrailing()));
    }

    /** Waits until what can be read is as it should be; fails with what can be read if it does not become so. */
    synchronized String await(Predicate<String> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!wanted.test(screen.text())) {
            long left = end - System.nanoTime();
            if (left <= 0 || ended) {
                throw new AssertionError(
                        (ended ? "the program ended at" : "still waiting at")
                                + ":\n"
                                + screen.text());
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return screen.text();
    }

    /** Waits for the end of the program; returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not end:\n" + text());
        }
        reading.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        closed = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
