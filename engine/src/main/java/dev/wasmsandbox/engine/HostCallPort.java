package dev.wasmsandbox.engine;

import dev.wasmsandbox.wasi.GuestMemory;
import dev.wasmsandbox.wasi.MemoryFault;

/**
 * The function {@code host.call} of one instance: copies a message out of the guest, has it answered, copies the answer in.
 *
 * <p>An answer that does not fit into the guest's buffer is kept until the guest fetches it with a larger one, or sends the next message.
 */
final class HostCallPort {
    /** No message may be longer; nor is an answer. */
    static final int MAX_MESSAGE_BYTES = 1 << 20;

    private static final int REFUSED_MALFORMED = -1;
    private static final int REFUSED_UNKNOWN = -2;
    private static final byte[] NOTHING = {};

    private HostCalls calls = message -> HostCalls.Refusal.UNKNOWN_TYPE;
    private byte[] pending = NOTHING;

    void begin(HostCalls newCalls) {
        calls = newCalls;
        pending = NOTHING;
    }

    int call(GuestMemory memory, int address, int length, int outAddress, int outLength) {
        try {
            if (length == 0) {
                return deliver(memory, pending, outAddress, outLength);
            }
            if (length < 0 || length > MAX_MESSAGE_BYTES) {
                return REFUSED_MALFORMED;
            }
            memory.check(address, length);
            byte[] message = new byte[length];
            memory.read(address, message, 0, length);
            return switch (calls.call(message)) {
                case HostCalls.Refusal.UNKNOWN_TYPE -> REFUSED_UNKNOWN;
                case HostCalls.Refusal.MALFORMED -> REFUSED_MALFORMED;
                case HostCalls.Reply(byte[] answer) ->
                        answer.length > MAX_MESSAGE_BYTES
                                ? REFUSED_MALFORMED
                                : deliver(memory, answer, outAddress, outLength);
            };
        } catch (MemoryFault e) {
            return REFUSED_MALFORMED;
        }
    }

    private int deliver(GuestMemory memory, byte[] answer, int outAddress, int outLength) {
        boolean fits = answer.length <= Integer.toUnsignedLong(outLength);
        if (fits && answer.length > 0) {
            memory.write(outAddress, answer, 0, answer.length);
        }
        pending = fits ? NOTHING : answer;
        return answer.length;
    }
}
