package dev.wasmsandbox.core.live;

import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.text.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The portable form of an interpreter as it is kept beside the saved one. It is a help for later and never stands in anybody's way:
 * what goes wrong with it is logged at level DEBUG.
 *
 * <p>Not thread-safe: used in the turns of its session only.
 */
final class PortableStates {
    private static final Logger LOG = System.getLogger(PortableStates.class.getName());

    /** Where each run is saved, so often at most: it takes longer than most runs. */
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int MOST_STORED_BYTES = 2 * PortableState.MOST_BYTES;

    private final StorageAdapter storage;
    private final String sessionId;
    private final String name;
    private final Supplier<LiveForms> forms;
    private boolean stale;
    private @Nullable Long lastNanos;

    /**
     * Begins with nothing to keep.
     *
     * @param name the name in the storage
     * @param forms asks an interpreter for its variables
     */
    PortableStates(
            StorageAdapter storage, String sessionId, String name, Supplier<LiveForms> forms) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.name = name;
        this.forms = forms;
    }

    /** The interpreter is another one than that of which the form was kept last. */
    void changed() {
        stale = true;
    }

    /** Keeps the form of an interpreter if it changed and enough time has passed. */
    void keepNowAndThen(@Nullable InterpreterState state) {
        Long last = lastNanos;
        if (last == null || System.nanoTime() - last >= SHORTEST_PAUSE_NANOS) {
            keep(state);
        }
    }

    /** Keeps the form of an interpreter if it changed. */
    void keep(@Nullable InterpreterState state) {
        LiveForms source = forms.get();
        if (!stale || state == null || !source.canAskHere()) {
            return;
        }
        try {
            lastNanos = System.nanoTime();
            Optional<PortableState> form = source.ask(state).flatMap(PortableState::printed);
            if (form.isPresent()) {
                byte[] bytes = form.get().json().getBytes(StandardCharsets.UTF_8);
                storage.saveCheckpoint(sessionId, name, Sha256.hex(bytes), new BytesContent(bytes));
            } else {
                // An old one would say what is not so any more.
                boolean _ = storage.deleteCheckpoint(sessionId, name);
            }
            stale = false;
        } catch (StorageException e) {
            LOG.log(
                    Level.DEBUG,
                    "The variables of session " + sessionId + " are not kept as JSON.",
                    e);
        }
    }

    /** Reads what was kept. */
    Optional<PortableState> load() {
        try (InputStream in = storage.openCheckpoint(sessionId, name).orElse(null)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readNBytes(MOST_STORED_BYTES + 1);
            return bytes.length > MOST_STORED_BYTES
                    ? Optional.empty()
                    : PortableState.kept(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | StorageException e) {
            LOG.log(Level.DEBUG, "The variables of session " + sessionId + " cannot be read.", e);
            return Optional.empty();
        }
    }

    /** Forgets what is in memory. */
    void forget() {
        stale = false;
    }
}
