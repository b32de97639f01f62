package dev.wasmsandbox.cli;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.cli.SandboxOpener.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The session that a prompt works in, and the copies of it that were begun to try something. Not thread-safe, but for {@link
 * #cancel}.
 */
final class ReplSession implements AutoCloseable {
    /** How many inputs can be taken back. */
    static final int UNDO_DEPTH = 20;

    private final SandboxOpener opener;
    private final Opening opening;
    private final ReplScreen screen;
    private final Cancellation cancellation = new Cancellation();
    private final TreeMap<String, Checkpoint> checkpoints = new TreeMap<>();

    /** The sandbox that is used, and below it those that it is a copy of. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private record Level(Sandbox sandbox, boolean stays) {}

    private boolean wroteFiles;

    ReplSession(SandboxOpener opener, Opening opening, ReplScreen screen) {
        this.opener = opener;
        this.opening = opening;
        this.screen = screen;
        levels.push(new Level(opener.open(opening), opening.session() != null));
    }

    /** Returns the sandbox that is used now. */
    Sandbox sandbox() {
        Level level = levels.peek();
        if (level == null) {
            throw new IllegalStateException("the session is closed");
        }
        return level.sandbox();
    }

    /** Runs an input as its own run. */
    SandboxResult run(byte[] code) {
        try (InputStream input = screen.input()) {
            ExecutionRequest request =
                    ExecutionRequest.builder(code)
                            .echo(true)
                            .standardInput(input)
                            .environment(screen.environment())
                            .outputListener(screen)
                            .build();
            SandboxResult result = cancellation.guard(() -> sandbox().execute(request));
            wroteFiles |= !result.filesCreated().isEmpty();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            screen.ended();
        }
    }

    /** Tells that the next input is waited for: a Ctrl-C from before is not meant for it. */
    void awaitInput() {
        cancellation.await();
    }

    /** Cancels what runs, or the input that is about to; called by whoever hears of Ctrl-C. */
    void cancel() {
        cancellation.cancel();
    }

    /** Keeps what the session is now under a name, for as long as the prompt is open. */
    void checkpoint(String name) {
        checkpoints.put(name, sandbox().checkpoint());
    }

    /** Returns the names of what was kept. */
    Iterable<String> checkpoints() {
        return checkpoints.keySet();
    }

    /** Goes back to what was kept under a name; false if there is nothing. */
    boolean restore(String name) {
        Checkpoint checkpoint = checkpoints.get(name);
        if (checkpoint == null) {
            return false;
        }
        Level level = levels.pop();
        String id = level.sandbox().sessionId();
        level.sandbox().close();
        levels.push(new Level(reopen(id, checkpoint), level.stays()));
        return true;
    }

    private Sandbox reopen(String id, Checkpoint checkpoint) {
        try {
            return opener.open(opening.at(id, checkpoint));
        } catch (SandboxException e) {
            // What was there before is saved, and better than nothing.
            levels.push(new Level(opener.open(opening.at(id, null)), true));
            throw e;
        }
    }

    /**
     * Goes on in a copy.
     *
     * @param id the session to make it in, which stays; null for one that is given up when it is left
     */
    void fork(@Nullable String id) {
        Sandbox copy = id == null ? sandbox().fork() : sandbox().fork(id);
        levels.push(new Level(copy, id != null));
    }

    /** Leaves a copy for what it was a copy of; false if this is none. */
    boolean back() {
        if (levels.size() < 2) {
            return false;
        }
        leave(levels.pop());
        return true;
    }

    /** Returns how many copies deep this is. */
    int depth() {
        return levels.size() - 1;
    }

    /** Whether a session has files beside the code that ran last. */
    private boolean hasFiles(String id) {
        Sessions sessions = Sessions.of(opening.storage(), SandboxLogger.none());
        return sessions.exists(id)
                && sessions.listFiles(id).stream()
                        .anyMatch(path ->
                                !path.equals("user_code.py") && !path.equals("user_code.js"));
    }

    private void leave(Level level) {
        level.sandbox().close();
        if (!level.stays()) {
            opening.storage().delete(level.sandbox().sessionId());
        }
    }

    /** Ends all; a session that nobody named stays only if the guest wrote files. */
    @Override
    public void close() {
        while (levels.size() > 1) {
            leave(levels.pop());
        }
        Level own = levels.poll();
        if (own == null) {
            return;
        }
        String id = own.sandbox().sessionId();
        if (own.stays() || !wroteFiles || !hasFiles(id)) {
            leave(own);
            return;
        }
        Optional<Path> folder = own.sandbox().workspacePath();
        own.sandbox().close();
        screen.complain(
                "files were written"
                        + folder.map(path -> " to " + path).orElse("")
                        + "; --session "
                        + id
                        + " goes on there");
    }
}
