package dev.wasmsandbox.wasmtime;

/**
 * What a store knows a memory or a global variable by: the three words of its struct in the C API.
 *
 * @param store the store that it lives in
 */
record Extern(Store store, long storeId, long first, long second) {

    /** Reads the struct at an address. */
    static Extern read(Store store, long address) {
        return new Extern(
                store,
                NativeMemory.getLong(address),
                NativeMemory.getLong(address + 8),
                NativeMemory.getLong(address + 16));
    }

    /** Writes the struct into the store's scratch block and returns its address. The caller has acquired the store. */
    long address() {
        long item = store.scratch() + Scratch.ITEM;
        NativeMemory.putLong(item, storeId);
        NativeMemory.putLong(item + 8, first);
        NativeMemory.putLong(item + 16, second);
        return item;
    }
}
