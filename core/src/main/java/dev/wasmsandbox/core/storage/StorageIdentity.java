package dev.wasmsandbox.core.storage;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.StorageAdapter;
import java.io.IOException;
import java.nio.file.Path;

/** Tells whether two adapters keep the same sessions. */
public sealed interface StorageIdentity {

    /** Sessions in a folder, named by its real path. */
    record Folder(Path realRoot) implements StorageIdentity {}

    /** Sessions that only this adapter knows. */
    final class Alone implements StorageIdentity {
        private final StorageAdapter adapter;

        private Alone(StorageAdapter adapter) {
            this.adapter = adapter;
        }

        @Override
        @SuppressWarnings(
                "ReferenceEquality") // whatever an adapter of somebody else's says it equals
        public boolean equals(Object other) {
            return other instanceof Alone that && adapter == that.adapter;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(adapter);
        }
    }

    /** Identifies the storage of an adapter, whose root must be there. */
    static StorageIdentity of(StorageAdapter adapter) {
        if (adapter instanceof DiskStorageAdapter disk) {
            try {
                return new Folder(disk.root().toRealPath());
            } catch (IOException e) {
                return new Folder(disk.root());
            }
        }
        return new Alone(adapter);
    }
}
