package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.wasi.DirectoryEntry;
import java.util.List;

/** A workspace that is kept as a tree, which shares what did not change with those before it: runs take it as it is. */
public interface TreeSnapshot extends WorkspaceSnapshot {
    /** Returns the tree; its contents can be read for as long as it is there. */
    DirectoryEntry tree();

    /** {@inheritDoc} Made anew at each call. */
    @Override
    default List<WorkspaceEntry> entries() {
        return WorkspaceTrees.entries(tree());
    }
}
