package dev.wasmsandbox.wasmtime;

/** Arguments and result of one call of a host function. Reused by the next call of the same store: never keep it. */
public final class CallFrame {

    private long address;
    private String parameters = "";
    private String results = "";
    private boolean returned;

    CallFrame() {}

    void open(long newAddress, String newParameters, String newResults) {
        this.address = newAddress;
        this.parameters = newParameters;
        this.results = newResults;
        this.returned = false;
    }

    /** Ends the validity; makes sure that a guest never sees what happened to be in the result's place. */
    void close() {
        address = 0;
        if (!returned && !results.isEmpty()) {
            throw new IllegalStateException("the host function set no result of type " + results);
        }
    }

    void invalidate() {
        address = 0;
    }

    /** Returns an argument of type i32. */
    public int i32(int index) {
        return NativeMemory.getInt(argument(index, 'i'));
    }

    /** Returns an argument of type i64. */
    public long i64(int index) {
        return NativeMemory.getLong(argument(index, 'I'));
    }

    /** Sets the result, which must be declared as i32. Read all arguments first: the result takes the first one's place. */
    public void returnI32(int value) {
        NativeMemory.putInt(result('i'), value);
    }

    /** Sets the result, which must be declared as i64. Read all arguments first: the result takes the first one's place. */
    public void returnI64(long value) {
        NativeMemory.putLong(result('I'), value);
    }

    private long argument(int index, char type) {
        requireOpen();
        if (index < 0 || index >= parameters.length() || parameters.charAt(index) != type) {
            throw new IllegalArgumentException(
                    "no parameter " + index + " of type " + type + " in \"" + parameters + "\"");
        }
        return address + (long) index * Layout.RAW_VALUE_BYTES;
    }

    private long result(char type) {
        requireOpen();
        if (results.length() != 1 || results.charAt(0) != type) {
            throw new IllegalArgumentException(
                    "no result of type " + type + " in \"" + results + "\"");
        }
        returned = true;
        return address;
    }

    private void requireOpen() {
        if (address == 0) {
            throw new IllegalStateException("a call frame is valid only during its call");
        }
    }
}
