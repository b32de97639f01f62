package dev.wasmsandbox.engine.metering;

import dev.wasmsandbox.engine.metering.FunctionMeter.Account;
import dev.wasmsandbox.engine.metering.FunctionMeter.Insertion;
import dev.wasmsandbox.engine.metering.FunctionMeter.Place;
import dev.wasmsandbox.engine.metering.FunctionMeter.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Rewrites a guest's module so that it counts what it does, and stops when it is told to.
 *
 * <p>Two things are added. A global variable, exported as {@link #FUEL}, has the fuel that is left: each piece of code takes away
 * its instructions (see {@link FunctionMeter}), and an instruction that works on a range of memory its bytes. A second memory,
 * exported as {@link #LIMIT}, has the <em>limit</em> in its first eight bytes: at each loop and on entry to each function that calls others, the
 * code traps as unreachable if the fuel is below it. The host writes 0 there to begin with, and the largest number to stop the guest.
 * The look is an atomic access: of a plain one the compiler knows that nothing in a loop without stores changes it, and makes it once, before
 * the loop.
 *
 * <p>SECURITY: nothing in the module can name either of them: the original has one memory, and whatever names another one, or a global
 * variable that it does not have, is refused.
 */
public final class MeteredCode {
    /** To be raised with every change of what comes out: native code is kept by it. */
    public static final int VERSION = 1;

    /** The export of the fuel that is left: a variable of 64 bits, below 0 when there is none. */
    public static final String FUEL = "meter.fuel";

    /** The export of the memory whose first eight bytes are the limit. */
    public static final String LIMIT = "meter.limit";

    /** The size of that memory, at all times: the smallest that there is. */
    public static final int LIMIT_MEMORY_BYTES = 1 << 16;

    private static final int TYPES = 1;
    private static final int IMPORTS = 2;
    private static final int FUNCTIONS = 3;
    private static final int MEMORIES = 5;
    private static final int GLOBALS = 6;
    private static final int EXPORTS = 7;
    private static final int CODE = 10;

    private static final int HEADER_BYTES = 8;
    private static final int I32 = 0x7f;
    private static final int I64 = 0x7e;
    private static final int VARIABLE = 1;
    private static final int FUNCTION_TYPE = 0x60;
    private static final int MEMORY_EXPORT = 2;
    private static final int GLOBAL_EXPORT = 3;
    private static final int WITH_MAXIMUM = 1;

    /** Alignment of eight bytes, and: the number of the memory follows. */
    private static final int ALIGNED_IN_OTHER_MEMORY = 0x43;

    /** As the JavaScript API of WebAssembly limits them, and all engines. */
    private static final int MOST_LOCALS = 50_000;

    private final WasmReader module;
    private final WasmWriter out;
    private final List<Integer> parametersOfTypes = new ArrayList<>();
    private final List<Integer> parametersOfFunctions = new ArrayList<>();
    private int importedGlobals;
    private int fuel = -1;
    private boolean hasMemory;
    private boolean hasExports;

    private MeteredCode(byte[] module) {
        this.module = new WasmReader(module, 0, module.length);
        this.out = new WasmWriter(module.length + (module.length >> 2));
    }

    /**
     * Rewrites a module.
     *
     * @param module a valid module with one memory, one global variable or more, and exports; without vectors, exceptions and tail calls
     * @return the new module, the same each time
     * @throws IllegalArgumentException when it is another one; the message says where
     */
    public static byte[] of(byte[] module) {
        return new MeteredCode(module).rewrite();
    }

    private byte[] rewrite() {
        module.skip(HEADER_BYTES);
        module.copy(0, HEADER_BYTES, out);
        while (!module.atEnd()) {
            int id = module.octet();
            WasmReader section = module.part(module.number());
            WasmWriter content = new WasmWriter(1 << 10);
            rewrite(id, section, content);
            section.copyRestTo(content);
            out.octets(id).sized(content);
        }
        if (!hasMemory || !hasExports || fuel < 0) {
            throw module.malformed("it lacks a memory, a global variable or exports");
        }
        return out.toByteArray();
    }

    private void rewrite(int id, WasmReader section, WasmWriter content) {
        switch (id) {
            case TYPES -> readTypes(section.copy());
            case IMPORTS -> readImports(section.copy());
            case FUNCTIONS -> readFunctions(section.copy());
            case MEMORIES -> addMemory(section, content);
            case GLOBALS -> addGlobal(section, content);
            case EXPORTS -> addExports(section, content);
            case CODE -> rewriteFunctions(section, content);
            default -> {}
        }
    }

    private void readTypes(WasmReader section) {
        for (int left = section.number(); left > 0; left--) {
            if (section.octet() != FUNCTION_TYPE) {
                throw section.malformed("a type is no function's");
            }
            int parameters = section.number();
            section.skip(parameters);
            section.skip(section.number());
            parametersOfTypes.add(parameters);
        }
    }

    private void readImports(WasmReader section) {
        for (int left = section.number(); left > 0; left--) {
            String name = section.name() + '.' + section.name();
            switch (section.octet()) {
                case 0 -> section.skipNumber();
                case 3 -> {
                    section.skip(2);
                    importedGlobals++;
                }
                default ->
                        throw section.malformed(
                                "it imports " + name + ", which is no function or variable");
            }
        }
    }

    private void readFunctions(WasmReader section) {
        for (int left = section.number(); left > 0; left--) {
            int type = section.number();
            if (type >= parametersOfTypes.size()) {
                throw section.malformed("a function has type " + type + ", which is not there");
            }
            parametersOfFunctions.add(parametersOfTypes.get(type));
        }
    }

    private void addMemory(WasmReader section, WasmWriter content) {
        if (section.number() != 1) {
            throw section.malformed("it has more than one memory");
        }
        hasMemory = true;
        content.number(2);
        section.copyRestTo(content);
        content.octets(WITH_MAXIMUM).number(1).number(1);
    }

    private void addGlobal(WasmReader section, WasmWriter content) {
        int globals = section.number();
        fuel = importedGlobals + globals;
        content.number(globals + 1);
        section.copyRestTo(content);
        content.octets(I64, VARIABLE, Instructions.I64_CONST).signed(0).octets(Instructions.END);
    }

    private void addExports(WasmReader section, WasmWriter content) {
        hasExports = true;
        content.number(section.number() + 2);
        section.copyRestTo(content);
        content.name(FUEL).octets(GLOBAL_EXPORT).number(fuel);
        content.name(LIMIT).octets(MEMORY_EXPORT).number(1);
    }

    private void rewriteFunctions(WasmReader section, WasmWriter content) {
        int functions = section.number();
        if (functions != parametersOfFunctions.size() || !hasMemory || fuel < 0) {
            throw section.malformed("its sections do not fit each other");
        }
        content.number(functions);
        for (int function = 0; function < functions; function++) {
            WasmReader body = section.part(section.number());
            content.sized(rewritten(body, parametersOfFunctions.get(function)));
        }
    }

    private WasmWriter rewritten(WasmReader body, int parameters) {
        int groups = body.number();
        int declarations = body.position();
        int locals = parameters;
        for (int left = groups; left > 0; left--) {
            locals += body.number();
            body.skip(1);
            if (locals < 0 || locals > MOST_LOCALS) {
                throw body.malformed("a function has more than " + MOST_LOCALS + " variables");
            }
        }
        int start = body.position();
        WasmWriter target = new WasmWriter(1 << 8);
        Plan plan = FunctionMeter.plan(body, fuel);
        boolean ranges = plan.insertions().stream().anyMatch(FunctionMeter.Range.class::isInstance);
        target.number(ranges ? groups + 1 : groups);
        body.copy(declarations, start, target);
        if (ranges) {
            target.number(1).octets(I32);
        }
        int at = start;
        for (Insertion insertion : plan.insertions()) {
            body.copy(at, insertion.position(), target);
            at = insertion.position();
            switch (insertion) {
                case Account account -> pay(account, plan.calls(), target);
                case FunctionMeter.Range _ -> payForRange(locals, target);
            }
        }
        body.copy(at, body.position(), target);
        return target;
    }

    private void pay(Account account, boolean calls, WasmWriter target) {
        if (account.charge() > 0) {
            target.octets(Instructions.GLOBAL_GET).number(fuel);
            target.octets(Instructions.I64_CONST).signed(account.charge());
            target.octets(Instructions.I64_SUB, Instructions.GLOBAL_SET).number(fuel);
        }
        if (account.place() == Place.LOOP || (account.place() == Place.ENTRY && calls)) {
            target.octets(Instructions.GLOBAL_GET).number(fuel);
            target.octets(Instructions.I32_CONST, 0);
            target.octets(Instructions.ATOMIC_PREFIX, Instructions.I64_ATOMIC_LOAD);
            target.octets(ALIGNED_IN_OTHER_MEMORY, 1, 0, Instructions.I64_LT_S);
            target.octets(Instructions.IF, Instructions.EMPTY_TYPE);
            target.octets(Instructions.UNREACHABLE, Instructions.END);
        }
    }

    /** The number of bytes is on top of the stack, and stays there. */
    private void payForRange(int local, WasmWriter target) {
        target.octets(Instructions.LOCAL_TEE).number(local);
        target.octets(Instructions.GLOBAL_GET).number(fuel);
        target.octets(Instructions.LOCAL_GET).number(local);
        target.octets(Instructions.I64_EXTEND_I32_U, Instructions.I64_SUB, Instructions.GLOBAL_SET);
        target.number(fuel);
    }
}
