package dev.wasmsandbox.wasi;

/** Ends the guest because it called {@code proc_exit}. Carries no stack trace. */
public final class ProcessExit extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** Creates the signal for one exit code, as the guest gave it (an unsigned 32-bit number). */
    public ProcessExit(int code) {
        super(null, null, false, false);
        this.code = code;
    }

    /** Tells the code that the guest passed, unchecked. */
    public int code() {
        return code;
    }

    @Override
    public String getMessage() {
        return "the guest exited with code " + Integer.toUnsignedString(code);
    }
}
