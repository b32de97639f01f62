package dev.wasmsandbox.core.process;

import dev.wasmsandbox.WorkspaceEntry;
import java.util.ArrayList;
import java.util.List;

/** Lists of files that may be too long for one message. */
final class Entries {
    private static final int OVERHEAD = 64;

    private Entries() {}

    /** Cuts a list so that each part makes a message of about the size of a piece. */
    static List<List<WorkspaceEntry>> inPieces(List<WorkspaceEntry> entries) {
        List<List<WorkspaceEntry>> pieces = new ArrayList<>();
        int begin = 0;
        int size = 0;
        for (int i = 0; i < entries.size(); i++) {
            size += OVERHEAD + 3 * entries.get(i).path().length();
            if (size >= Wire.PIECE) {
                pieces.add(entries.subList(begin, i + 1));
                begin = i + 1;
                size = 0;
            }
        }
        if (begin < entries.size()) {
            pieces.add(entries.subList(begin, entries.size()));
        }
        return pieces;
    }
}
