package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.MemoryIncrement;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.storage.SpillOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the last runs of an interpreter can be taken back, bounded in number and bytes. In the storage each run is a checkpoint of its
 * own, {@code .python-<number>}, which is written before the interpreter that it leads back from; what the list is, is noted with that.
 * So it fits the interpreter, whatever dies in between. Numbers are not used again.
 *
 * <p>Not thread-safe: used in the turns of its session only.
 */
final class LiveHistory {
    /** What all runs of one session that can be taken back may take, in memory and in the storage. */
    static final long MAX_BYTES = Long.getLong("dev.wasmsandbox.undo.bytes", 64L << 20);

    private static final String LIST = "history";
    private static final String COUNTER = "history-counter";
    private static final String GARBAGE = "history-garbage";
    private static final String CUT = "history-cut";

    /** A run that can be taken back: known by what is in memory, or in the storage under its number, or both. */
    private static final class Entry {
        private final long number;
        private long bytes;
        private @Nullable Past past;
        private boolean stored;

        Entry(long number, long bytes, @Nullable Past past, boolean stored) {
            this.number = number;
            this.bytes = bytes;
            this.past = past;
            this.stored = stored;
        }
    }

    private final StorageAdapter storage;
    private final String sessionId;
    private final String name;
    private final Function<InterpreterState, SavedCheckpoint> checkpoint;

    /** The youngest is the last. */
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** Of runs whose place in the storage is of no use any more. */
    private final TreeSet<Long> garbage = new TreeSet<>();

    private long counter;

    /** Whether a run was forgotten because it took too much. */
    private boolean cut;

    /**
     * Begins without runs.
     *
     * @param name what the names in the storage begin with
     * @param checkpoint makes a checkpoint of an interpreter, without metadata
     */
    LiveHistory(
            StorageAdapter storage,
            String sessionId,
            String name,
            Function<InterpreterState, SavedCheckpoint> checkpoint) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.name = name + '-';
        this.checkpoint = checkpoint;
    }

    /**
     * Adds a run, and forgets those that are too much.
     *
     * @param after the interpreter after it
     * @param depth how many runs to remember
     * @return whether there is something to remember, or was
     */
    boolean add(Past past, @Nullable InterpreterState after, int depth) {
        boolean before = !entries.isEmpty();
        if (depth > 0) {
            entries.addLast(new Entry(++counter, bytes(past, after), past, false));
        }
        while (entries.size() > depth) {
            drop(entries.removeFirst());
        }
        long sum = entries.stream().mapToLong(entry -> entry.bytes).sum();
        while (sum > MAX_BYTES) {
            Entry oldest = entries.removeFirst();
            sum -= oldest.bytes;
            drop(oldest);
            cut = true;
        }
        return before || depth > 0;
    }

    private static long bytes(Past past, @Nullable InterpreterState after) {
        long bytes = 0;
        for (WorkspaceChange change : past.reversal().orElse(List.of())) {
            bytes += change.path().length();
            bytes += change instanceof WorkspaceChange.PutFile put ? put.content().size() : 0;
        }
        InterpreterState before = past.state();
        return before == null
                ? bytes
                : bytes
                        + MemoryIncrement.bytes(
                                after == null ? null : after.memory(), before.memory());
    }

    private void drop(Entry entry) {
        if (entry.stored) {
            garbage.add(entry.number);
        }
    }

    /**
     * Returns what the last run is taken back to, and how.
     *
     * @param now the interpreter as it is
     * @throws InvalidRequestException if it cannot be taken back
     */
    Past last(@Nullable InterpreterState now, long maxBytes) {
        Entry last = entries.peekLast();
        if (last == null) {
            throw refused(
                    cut
                            ? "the last run cannot be undone: what it changed is more than the "
                                    + MAX_BYTES
                                    + " bytes that are kept of a session for that"
                            : "there is nothing to undo: nothing ran, or it was taken back already, or is longer ago than"
                                    + " undoDepth says");
        }
        Past past = last.past == null ? load(last, now, maxBytes) : last.past;
        if (past.reversal().isEmpty()) {
            throw refused(
                    "the last run cannot be undone: the files that it replaced are too large to be kept");
        }
        return past;
    }

    private Past load(Entry entry, @Nullable InterpreterState now, long maxBytes) {
        Optional<InputStream> stream = storage.openCheckpoint(sessionId, name + entry.number);
        if (stream.isEmpty()) {
            throw refused("the last run cannot be undone: what was kept of it is gone");
        }
        try (InputStream in = new CountingInput(stream.get())) {
            return PastFormat.read(in, now == null ? null : checkpoint.apply(now), maxBytes);
        } catch (CheckpointException e) {
            throw refused("the last run cannot be undone: " + e.getMessage());
        } catch (IOException e) {
            throw new StorageException(
                    "cannot read how to undo the last run of session " + sessionId + ": " + e, e);
        }
    }

    private static InvalidRequestException refused(String message) {
        return new InvalidRequestException(ErrorCode.INVALID_REQUEST, message);
    }

    /** What the runs take that are not stored yet, about. */
    long bytesInMemory() {
        return entries.stream()
                .filter(entry -> entry.past != null)
                .mapToLong(entry -> entry.bytes)
                .sum();
    }

    /** Notes that the last run was taken back. */
    void removeLast() {
        drop(entries.removeLast());
    }

    /** Notes that there is nothing to go back to. */
    void clear() {
        entries.forEach(this::drop);
        entries.clear();
        cut = false;
    }

    /**
     * Stores the runs that are in memory alone, and keeps them there no longer.
     *
     * @param now the interpreter as it is
     * @throws StorageException if that fails
     */
    void store(@Nullable InterpreterState now) {
        List<Entry> oldestFirst = new ArrayList<>(entries);
        for (int i = 0; i < oldestFirst.size(); i++) {
            Entry entry = oldestFirst.get(i);
            Past past = entry.past;
            if (!entry.stored && past != null) {
                Past next = i + 1 < oldestFirst.size() ? oldestFirst.get(i + 1).past : null;
                store(entry, past, next == null ? now : next.state());
            }
        }
        for (Entry entry : oldestFirst) {
            entry.past = null;
        }
    }

    private void store(Entry entry, Past past, @Nullable InterpreterState after) {
        InterpreterState before = past.state();
        try (SpillOutput bytes = new SpillOutput(storage)) {
            String checksum =
                    PastFormat.write(
                            before == null ? null : checkpoint.apply(before),
                            after == null ? null : checkpoint.apply(after),
                            past.reversal(),
                            bytes);
            storage.saveCheckpoint(sessionId, name + entry.number, checksum, bytes.content());
            entry.bytes = bytes.size();
        } catch (IOException e) {
            throw new StorageException(
                    "cannot write how to undo the last run of session " + sessionId + ": " + e, e);
        }
        entry.stored = true;
    }

    /** What is to be noted with the interpreter. */
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(COUNTER, Long.toString(counter));
        notes.put(
                LIST,
                entries.stream()
                        .map(entry -> entry.number + ":" + entry.bytes)
                        .collect(Collectors.joining(",")));
        notes.put(GARBAGE, garbage.stream().map(String::valueOf).collect(Collectors.joining(",")));
        notes.put(CUT, Boolean.toString(cut));
        return notes;
    }

    /** Takes over what was noted with an interpreter; what cannot be read counts as nothing. */
    void load(Map<String, String> notes) {
        forget();
        try {
            counter = Long.parseLong(notes.getOrDefault(COUNTER, "0"));
            for (String run : numbers(notes, LIST)) {
                String[] parts = run.split(":", 2);
                long bytes = Long.parseLong(parts[parts.length - 1]);
                entries.addLast(new Entry(Long.parseLong(parts[0]), bytes, null, true));
            }
            for (String number : numbers(notes, GARBAGE)) {
                garbage.add(Long.parseLong(number));
            }
            cut = Boolean.parseBoolean(notes.get(CUT));
        } catch (NumberFormatException e) {
            forget();
        }
    }

    private static String[] numbers(Map<String, String> notes, String key) {
        String text = notes.getOrDefault(key, "");
        return text.isEmpty() ? new String[0] : text.split(",", -1);
    }

    /**
     * Removes what is of no use any more from the storage. To be called when the interpreter was saved.
     *
     * @throws StorageException if that fails; it is tried again next time
     */
    void cleanUp() {
        while (!garbage.isEmpty()) {
            boolean _ = storage.deleteCheckpoint(sessionId, name + garbage.first());
            garbage.removeFirst();
        }
    }

    /** Forgets what is in memory. */
    void forget() {
        entries.clear();
        garbage.clear();
        counter = 0;
        cut = false;
    }
}
