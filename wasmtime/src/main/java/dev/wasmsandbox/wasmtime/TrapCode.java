package dev.wasmsandbox.wasmtime;

import java.util.Locale;
import java.util.Optional;

/**
 * Says why guest code was ended, in the order of {@code wasmtime_trap_code_enum} in {@code wasmtime/trap.h} of version 50.0.1.
 * The numbers move between versions; a test compares them with the header.
 */
public enum TrapCode {
    /** Call stack exhausted. */
    STACK_OVERFLOW(0, "call stack exhausted"),
    /** Out of bounds memory access. */
    MEMORY_OUT_OF_BOUNDS(1, "out of bounds memory access"),
    /** Misaligned memory access. */
    HEAP_MISALIGNED(2, "misaligned memory access"),
    /** Out of bounds table access. */
    TABLE_OUT_OF_BOUNDS(3, "out of bounds table access"),
    /** Indirect call to a null function. */
    INDIRECT_CALL_TO_NULL(4, "indirect call to a null function"),
    /** Indirect call with another signature. */
    BAD_SIGNATURE(5, "indirect call with another signature"),
    /** Integer overflow. */
    INTEGER_OVERFLOW(6, "integer overflow"),
    /** Integer division by zero. */
    INTEGER_DIVISION_BY_ZERO(7, "integer division by zero"),
    /** Conversion of a number that is no integer. */
    BAD_CONVERSION_TO_INTEGER(8, "conversion of a number that is no integer"),
    /** Unreachable instruction. */
    UNREACHABLE_CODE_REACHED(9, "unreachable instruction"),
    /** Interrupted by the epoch deadline. */
    INTERRUPT(10, "interrupted by the epoch deadline"),
    /** All fuel consumed. */
    OUT_OF_FUEL(11, "all fuel consumed"),
    /** Atomic wait on memory that is not shared. */
    ATOMIC_WAIT_NON_SHARED_MEMORY(12, "atomic wait on memory that is not shared"),
    /** Null reference. */
    NULL_REFERENCE(13, "null reference"),
    /** Out of bounds array access. */
    ARRAY_OUT_OF_BOUNDS(14, "out of bounds array access"),
    /** Allocation too large. */
    ALLOCATION_TOO_LARGE(15, "allocation too large"),
    /** Cast failure. */
    CAST_FAILURE(16, "cast failure"),
    /** Component model: cannot enter component. */
    CANNOT_ENTER_COMPONENT(17),
    /** Component model: no async result. */
    NO_ASYNC_RESULT(18),
    /** Component model: unhandled tag. */
    UNHANDLED_TAG(19),
    /** Component model: continuation already consumed. */
    CONTINUATION_ALREADY_CONSUMED(20),
    /** Component model: disabled opcode. */
    DISABLED_OPCODE(21),
    /** Component model: async deadlock. */
    ASYNC_DEADLOCK(22),
    /** Component model: cannot leave component. */
    CANNOT_LEAVE_COMPONENT(23),
    /** Component model: cannot block sync task. */
    CANNOT_BLOCK_SYNC_TASK(24),
    /** Component model: invalid char. */
    INVALID_CHAR(25),
    /** Component model: debug assert string encoding finished. */
    DEBUG_ASSERT_STRING_ENCODING_FINISHED(26),
    /** Component model: debug assert equal code units. */
    DEBUG_ASSERT_EQUAL_CODE_UNITS(27),
    /** Component model: debug assert pointer aligned. */
    DEBUG_ASSERT_POINTER_ALIGNED(28),
    /** Component model: debug assert upper bits unset. */
    DEBUG_ASSERT_UPPER_BITS_UNSET(29),
    /** Component model: string out of bounds. */
    STRING_OUT_OF_BOUNDS(30),
    /** Component model: list out of bounds. */
    LIST_OUT_OF_BOUNDS(31),
    /** Component model: invalid discriminant. */
    INVALID_DISCRIMINANT(32),
    /** Component model: unaligned pointer. */
    UNALIGNED_POINTER(33),
    /** Component model: task cancel not cancelled. */
    TASK_CANCEL_NOT_CANCELLED(34),
    /** Component model: task cancel or return twice. */
    TASK_CANCEL_OR_RETURN_TWICE(35),
    /** Component model: subtask cancel after terminal. */
    SUBTASK_CANCEL_AFTER_TERMINAL(36),
    /** Component model: task return invalid. */
    TASK_RETURN_INVALID(37),
    /** Component model: waitable set drop has waiters. */
    WAITABLE_SET_DROP_HAS_WAITERS(38),
    /** Component model: subtask drop not resolved. */
    SUBTASK_DROP_NOT_RESOLVED(39),
    /** Component model: thread new indirect invalid type. */
    THREAD_NEW_INDIRECT_INVALID_TYPE(40),
    /** Component model: thread new indirect uninitialized. */
    THREAD_NEW_INDIRECT_UNINITIALIZED(41),
    /** Component model: backpressure overflow. */
    BACKPRESSURE_OVERFLOW(42),
    /** Component model: unsupported callback code. */
    UNSUPPORTED_CALLBACK_CODE(43),
    /** Component model: cannot resume thread. */
    CANNOT_RESUME_THREAD(44),
    /** Component model: concurrent future stream op. */
    CONCURRENT_FUTURE_STREAM_OP(45),
    /** Component model: reference count overflow. */
    REFERENCE_COUNT_OVERFLOW(46),
    /** Component model: stream op too big. */
    STREAM_OP_TOO_BIG(47),
    /** Component model: waitable sync and async. */
    WAITABLE_SYNC_AND_ASYNC(48),
    /** Component model: uncaught exception. */
    UNCAUGHT_EXCEPTION(49),
    /** Component model: read from dropped stream. */
    READ_FROM_DROPPED_STREAM(50),
    /** Component model: write to dropped stream. */
    WRITE_TO_DROPPED_STREAM(51),
    /** Component model: write to dropped future. */
    WRITE_TO_DROPPED_FUTURE(52),
    /** Component model: lift dropped stream. */
    LIFT_DROPPED_STREAM(53);

    private static final TrapCode[] BY_NUMBER = values();

    private final int number;
    private final String description;

    TrapCode(int number) {
        this.number = number;
        this.description = name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    TrapCode(int number, String description) {
        this.number = number;
        this.description = description;
    }

    /** Returns a short sentence for people. */
    public String description() {
        return description;
    }

    /** Returns the number that the C library uses. */
    public int number() {
        return number;
    }

    /** Finds a code by the C library's number; empty if this version does not know it. */
    public static Optional<TrapCode> of(int number) {
        return number >= 0 && number < BY_NUMBER.length
                ? Optional.of(BY_NUMBER[number])
                : Optional.empty();
    }
}
