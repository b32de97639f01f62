package dev.wasmsandbox.wasi;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers what the guest was refused: little, and only when something is. */
final class RefusalLog {
    private final Deque<Refusals.Open> opens = new ArrayDeque<>(Refusals.MOST_OPENS);
    private boolean space;

    void refused(Errno errno) {
        space |= errno == Errno.NOSPC || errno == Errno.DQUOT;
    }

    void refusedOpen(String path, Errno errno) {
        if (path.length() <= Refusals.LONGEST_PATH) {
            if (opens.size() == Refusals.MOST_OPENS) {
                opens.removeFirst();
            }
            opens.addLast(
                    new Refusals.Open(path.startsWith("/") ? path : "/" + path, errno.code()));
        }
    }

    Refusals refusals() {
        return space || !opens.isEmpty() ? new Refusals(space, List.copyOf(opens)) : Refusals.NONE;
    }
}
