package dev.wasmsandbox;

class SessionsInMemoryTest extends SessionsContract {
    @Override
    StorageAdapter storage() {
        return new MemoryStorageAdapter();
    }
}
