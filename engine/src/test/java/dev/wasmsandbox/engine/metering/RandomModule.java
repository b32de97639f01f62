package dev.wasmsandbox.engine.metering;

import java.util.Random;

/**
 * Writes modules of nested blocks, loops, branches and calls, in WebAssembly's text format: {@code run(seed)} always ends, and goes other ways for other
 * seeds.
 */
final class RandomModule {
    private static final int FUNCTIONS = 4;
    private static final int DEPTH = 5;
    private static final int TURNS = 3;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int loops;

    private RandomModule(long seed) {
        this.random = new Random(seed);
    }

    static String of(long seed) {
        return new RandomModule(seed).write();
    }

    private String write() {
        String functions = "";
        for (int function = 0; function < FUNCTIONS; function++) {
            functions += function(function);
        }
        return """
        (module (memory (export "memory") 2) (global $state (mut i32) (i32.const 0))
        %s
        (func (export "run") (param $seed i32) (result i32)
        (global.set $state (local.get $seed)) (call $f%d (local.get $seed)) (global.get $state)))
        """
                .formatted(functions, FUNCTIONS - 1);
    }

    private String function(int function) {
        loops = 0;
        text.setLength(0);
        block(DEPTH, 0, function);
        String turns = "";
        for (int loop = 0; loop < loops; loop++) {
            turns += " (local $turn" + loop + " i32)";
        }
        return "(func $f" + function + " (param $seed i32)" + turns + "\n" + text + ")\n";
    }

    /** Statements; {@code labels} blocks are around them, those of loops included. */
    private void block(int depth, int labels, int function) {
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            statement(depth, labels, function);
        }
    }

    private void statement(int depth, int labels, int function) {
        int kind = depth == 0 ? random.nextInt(2) : random.nextInt(9);
        switch (kind) {
            case 0 -> mix(1 + random.nextInt(3));
            case 1 -> mix(1 + random.nextInt(12));
            case 2 -> bracket("(block\n", depth, labels, function);
            case 3 -> loop(depth, labels, function);
            case 4 -> {
                text.append("(if (i32.and (global.get $state) (i32.const 1)) (then\n");
                block(depth - 1, labels + 1, function);
                text.append(") (else\n");
                block(depth - 1, labels + 1, function);
                text.append("))\n");
            }
            case 5 -> {
                text.append("(if (i32.and (global.get $state) (i32.const 2)) (then\n");
                block(depth - 1, labels + 1, function);
                text.append("))\n");
            }
            case 6 -> choice(depth, labels, function);
            case 7 -> call(function);
            default -> range();
        }
    }

    private void bracket(String start, int depth, int labels, int function) {
        text.append(start);
        block(depth - 1, labels + 1, function);
        if (random.nextBoolean()) {
            text.append("(br_if 0 (i32.and (global.get $state) (i32.const 4)))\n");
        } else if (random.nextInt(4) == 0) {
            text.append("(br 0)\n");
        }
        block(depth - 1, labels + 1, function);
        text.append(")\n");
    }

    private void loop(int depth, int labels, int function) {
        String turn = "$turn" + loops++;
        text.append("(local.set ").append(turn).append(" (i32.const ").append(TURNS).append("))\n");
        text.append("(loop\n");
        block(depth - 1, labels + 1, function);
        text.append("(br_if 0 (local.tee ")
                .append(turn)
                .append(" (i32.sub (local.get ")
                .append(turn)
                .append(") (i32.const 1))))\n");
        block(depth - 1, labels + 1, function);
        text.append(")\n");
    }

    /** An interpreter's way to choose: nested blocks, and a table of their ends. */
    private void choice(int depth, int labels, int function) {
        int arms = 2 + random.nextInt(4);
        text.append("(block $out\n");
        for (int arm = 0; arm < arms; arm++) {
            text.append("(block\n");
        }
        text.append("(br_table");
        for (int arm = 0; arm < arms; arm++) {
            text.append(' ').append(arm);
        }
        text.append(" (i32.and (global.get $state) (i32.const 7))))\n");
        for (int arm = 0; arm < arms; arm++) {
            block(depth - 1, labels + arms, function);
            if (random.nextInt(3) > 0) {
                text.append("(br $out)\n");
            }
            text.append(")\n");
        }
    }

    /** Only functions before it, so that there is an end. */
    private void call(int function) {
        if (function > 0) {
            text.append("(call $f")
                    .append(random.nextInt(function))
                    .append(" (global.get $state))\n");
        }
    }

    private void range() {
        text.append(
                "(memory.fill (i32.const 65536) (i32.const 1) (i32.and (global.get $state) (i32.const 1023)))\n");
    }

    private void mix(int times) {
        for (int i = 0; i < times; i++) {
            text.append(
                            "(global.set $state (i32.add (i32.mul (global.get $state) (i32.const 1103515245)) (i32.const ")
                    .append(random.nextInt(1 << 16))
                    .append(")))\n");
            text.append(
                    "(global.set $state (i32.xor (global.get $state) (i32.shr_u (global.get $state) (i32.const 13))))\n");
        }
    }
}
