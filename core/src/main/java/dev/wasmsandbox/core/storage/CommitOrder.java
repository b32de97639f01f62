package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceChange.Delete;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An order of changes with the same result, in which as much as possible is stored before anything is deleted: what a
 * program renamed is there under its new name before its old one goes, whatever fails in between.
 *
 * @param first what can be stored at once
 * @param displaced what has to be deleted because something new gets its name, or a name below it
 * @param displacing what takes those names
 * @param last what can be deleted in the end
 */
public record CommitOrder(
        List<WorkspaceChange> first,
        List<Delete> displaced,
        List<WorkspaceChange> displacing,
        List<Delete> last) {

    /** Orders changes. */
    public static CommitOrder of(List<WorkspaceChange> changes) {
        Map<String, Integer> deleted = new HashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof Delete delete) {
                deleted.put(delete.path(), i);
            }
        }
        CommitOrder order =
                new CommitOrder(
                        new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (deleted.isEmpty()) {
            order.first.addAll(changes);
            return order;
        }
        Set<String> displaced = new HashSet<>();
        for (int i = 0; i < changes.size(); i++) {
            WorkspaceChange change = changes.get(i);
            if (change instanceof Delete) {
                continue;
            }
            String deletedAbove = "";
            for (String path = change.path(); !path.isEmpty(); path = parent(path)) {
                Integer position = deleted.get(path);
                if (position != null && position > i) {
                    // Deleted again: only the order in which it was asked for is right.
                    return inTheOrderGiven(changes);
                }
                deletedAbove = position == null ? deletedAbove : path;
            }
            if (deletedAbove.isEmpty()) {
                order.first.add(change);
            } else {
                displaced.add(deletedAbove);
                order.displacing.add(change);
            }
        }
        for (WorkspaceChange change : changes) {
            if (change instanceof Delete delete) {
                boolean makesRoom = false;
                for (String path = delete.path(); !path.isEmpty(); path = parent(path)) {
                    makesRoom |= displaced.contains(path);
                }
                (makesRoom ? order.displaced : order.last).add(delete);
            }
        }
        return order;
    }

    private static CommitOrder inTheOrderGiven(List<WorkspaceChange> changes) {
        return new CommitOrder(List.of(), List.of(), changes, List.of());
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
