package dev.wasmsandbox.engine.metering;

/**
 * The instructions of WebAssembly 2.0 that guests may use, and how to pass by what follows each of them. No vectors, no exceptions, no
 * tail calls, and nothing that changes tables; a guest that has one of these is refused.
 */
final class Instructions {
    static final int UNREACHABLE = 0x00;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0b;
    static final int BR = 0x0c;
    static final int BR_IF = 0x0d;
    static final int BR_TABLE = 0x0e;
    static final int RETURN = 0x0f;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int DROP = 0x1a;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_TEE = 0x22;
    static final int GLOBAL_GET = 0x23;
    static final int GLOBAL_SET = 0x24;
    static final int I32_CONST = 0x41;
    static final int I64_CONST = 0x42;
    static final int I64_LT_S = 0x53;
    static final int I64_SUB = 0x7d;
    static final int I64_EXTEND_I32_U = 0xad;
    static final int EMPTY_TYPE = 0x40;

    /** The first octet of atomic instructions, which guests may not use. */
    static final int ATOMIC_PREFIX = 0xfe;

    static final int I64_ATOMIC_LOAD = 0x11;

    /** The first octet of instructions that have two; among them those that work on a range of memory. */
    static final int PREFIX = 0xfc;

    static final int MEMORY_INIT = PREFIX << 8 | 8;
    static final int MEMORY_COPY = PREFIX << 8 | 10;
    static final int MEMORY_FILL = PREFIX << 8 | 11;

    private static final int SELECT_OF_TYPES = 0x1c;
    private static final int TABLE_GET = 0x25;
    private static final int TABLE_SET = 0x26;
    private static final int FIRST_ACCESS = 0x28;
    private static final int LAST_ACCESS = 0x3e;
    private static final int MEMORY_SIZE = 0x3f;
    private static final int MEMORY_GROW = 0x40;
    private static final int F32_CONST = 0x43;
    private static final int F64_CONST = 0x44;
    private static final int FIRST_NUMERIC = 0x45;
    private static final int LAST_NUMERIC = 0xc4;
    private static final int REF_NULL = 0xd0;
    private static final int REF_IS_NULL = 0xd1;
    private static final int REF_FUNC = 0xd2;
    private static final int LAST_SATURATING = PREFIX << 8 | 7;
    private static final int DATA_DROP = PREFIX << 8 | 9;

    /** In an access to memory: the number of the memory follows. */
    private static final int NAMES_MEMORY = 0x40;

    private Instructions() {}

    /** Reads an opcode; one of two octets comes as one number. */
    static int opcode(WasmReader code) {
        int opcode = code.octet();
        if (opcode != PREFIX) {
            return opcode;
        }
        int second = code.number();
        if (second > 0xff) {
            throw code.malformed("there is no instruction 0xfc " + second);
        }
        return PREFIX << 8 | second;
    }

    /**
     * Passes by what follows an opcode that is no branch and names no global variable.
     *
     * <p>SECURITY: refuses what names a memory other than the first: the second is the host's word to stop the guest.
     */
    static void skipImmediates(int opcode, WasmReader code) {
        switch (opcode) {
            case UNREACHABLE, 0x01, ELSE, END, RETURN, DROP, 0x1b, REF_IS_NULL -> {}
            case BLOCK, LOOP, IF, CALL, REF_FUNC, REF_NULL -> code.skipNumber();
            case LOCAL_GET, 0x21, LOCAL_TEE, TABLE_GET, TABLE_SET -> code.skipNumber();
            case I32_CONST, I64_CONST -> code.skipNumber();
            case CALL_INDIRECT -> {
                code.skipNumber();
                code.skipNumber();
            }
            case SELECT_OF_TYPES -> code.skip(code.number());
            case F32_CONST -> code.skip(4);
            case F64_CONST -> code.skip(8);
            case MEMORY_SIZE, MEMORY_GROW, MEMORY_FILL -> firstMemory(code);
            case MEMORY_COPY -> {
                firstMemory(code);
                firstMemory(code);
            }
            case MEMORY_INIT -> {
                code.skipNumber();
                firstMemory(code);
            }
            case DATA_DROP -> code.skipNumber();
            default -> skipRegular(opcode, code);
        }
    }

    private static void skipRegular(int opcode, WasmReader code) {
        if (opcode >= FIRST_ACCESS && opcode <= LAST_ACCESS) {
            if (code.number() >= NAMES_MEMORY) {
                throw code.malformed("it names a memory");
            }
            code.skipNumber();
        } else if (!(opcode >= FIRST_NUMERIC && opcode <= LAST_NUMERIC)
                && !(opcode >= PREFIX << 8 && opcode <= LAST_SATURATING)) {
            throw code.malformed("instruction 0x" + Integer.toHexString(opcode) + " is unknown");
        }
    }

    private static void firstMemory(WasmReader code) {
        if (code.octet() != 0) {
            throw code.malformed("it names a second memory");
        }
    }

    /** Whether an instruction works on a range of memory whose length is its last operand. */
    static boolean worksOnRange(int opcode) {
        return opcode == MEMORY_COPY || opcode == MEMORY_FILL || opcode == MEMORY_INIT;
    }

    /** Whether an instruction counts: those that only bracket others do not. */
    static boolean counts(int opcode) {
        return switch (opcode) {
            case BLOCK, LOOP, ELSE, END -> false;
            default -> true;
        };
    }
}
