package dev.wasmsandbox.engine.metering;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a function pays for its instructions, and where it looks whether to stop.
 *
 * <p>The code is cut into pieces at every place where control may split or meet. Paying for each piece by itself would be exact, and slow:
 * most have a few instructions. So a small piece is paid for in advance, by an <em>account</em> that was opened at an earlier piece which
 * every way to it has passed. When it is opened, an account charges what the pieces that it pays for cost on average, by fixed
 * guesses of which way control goes; so over a program fuel comes out near the number of its instructions (within a quarter for all programs of the
 * benchmarks). Whatever way is taken, no account lets pass more than {@link #DEAREST} instructions that it did not charge for, nor more than
 * {@link #LEAST_SHARE} times what it charged.
 *
 * <p>A loop's first piece always opens an account of its own; so a piece is passed at most once for each time that its account was opened.
 */
final class FunctionMeter {
    /** Instructions that are worth an account of their own. */
    static final int PIECE = 40;

    /** How many instructions of small pieces an account may pay for, on the dearest way through them. */
    static final int DEAREST = 250;

    /** An account charges this part of its dearest way at least. */
    static final int LEAST_SHARE = 16;

    /** A branch out of the innermost block is more often not taken: mostly it passes by the rest of a condition. */
    private static final double STAYS = 0.7;

    /** A branch farther out is rarely taken: mostly it leads to where errors are reported. */
    private static final double STAYS_INSIDE = 0.9;

    /** Nothing is known of conditions with two ways. */
    private static final double FIRST_WAY = 0.5;

    private static final int NEVER = -1;

    /** What is inserted before an instruction. */
    sealed interface Insertion {
        /** Where the instruction is, in the array that has the code. */
        int position();
    }

    /** Why an account was opened. */
    enum Place {
        ENTRY,
        LOOP,
        PIECE
    }

    /** Pays at the beginning of a piece. */
    static final class Account implements Insertion {
        private final int position;
        private final Place place;
        private final int own;
        private final @Nullable Way before;
        private double onAverage;
        private int dearest;

        private Account(int position, Place place, int own, @Nullable Way before) {
            this.position = position;
            this.place = place;
            this.own = own;
            this.before = before;
            this.onAverage = own;
            this.dearest = own;
        }

        @Override
        public int position() {
            return position;
        }

        Place place() {
            return place;
        }

        /** The units of fuel. */
        int charge() {
            return (int) Math.ceil(Math.max(onAverage, (double) dearest / LEAST_SHARE));
        }
    }

    /** Pays for the bytes of an instruction that works on a range of memory. */
    record Range(int position) implements Insertion {}

    /** Where all insertions go, in order, and whether the function calls others. */
    record Plan(List<Insertion> insertions, boolean calls) {}

    /**
     * How control came to a place.
     *
     * @param account pays for small pieces there; null before the function's first piece
     * @param dearest the instructions that the account pays for on the dearest way to there
     * @param likelihood how often control comes there, for each time that the account was opened
     */
    private record Way(@Nullable Account account, int dearest, double likelihood) {
        /** As far as another account is concerned, which was open before: the way to where it was left. */
        Way to(@Nullable Account earlier) {
            Way way = this;
            double all = likelihood;
            while (way.account != earlier && way.account != null && way.account.before != null) {
                way = way.account.before;
                all *= way.likelihood;
            }
            return new Way(way.account, way.dearest, all);
        }

        Way times(double share) {
            return new Way(account, dearest, likelihood * share);
        }
    }

    /** A block, and how control comes to its end. */
    private static final class Block {
        private final int kind;
        private final Way start;
        private final boolean reachable;
        private boolean hasElse;
        private int dearestToEnd = NEVER;
        private double likelihoodOfEnd;

        private Block(int kind, Way start, boolean reachable) {
            this.kind = kind;
            this.start = start;
            this.reachable = reachable;
        }

        void endsAfter(Way way) {
            Way ofThis = way.to(start.account);
            dearestToEnd = Math.max(dearestToEnd, ofThis.dearest);
            likelihoodOfEnd += ofThis.likelihood;
        }

        boolean ends() {
            return dearestToEnd != NEVER;
        }

        /** The way on behind it. A loop is left some time, wherever control goes within. */
        Way after() {
            return new Way(
                    start.account,
                    Math.max(dearestToEnd, start.dearest),
                    kind == Instructions.LOOP
                            ? start.likelihood
                            : Math.min(likelihoodOfEnd, start.likelihood));
        }
    }

    private final WasmReader code;
    private final int globals;
    private final List<Insertion> insertions = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private Way way = new Way(null, 0, 1);
    private boolean calls;

    private Place place = Place.ENTRY;
    private boolean reachable = true;
    private int start;
    private int instructions;
    private int insertionsBefore;

    private FunctionMeter(WasmReader code, int globals) {
        this.code = code;
        this.globals = globals;
        this.start = code.position();
        // The call.
        this.instructions = 1;
    }

    /**
     * Plans for a function.
     *
     * @param code its instructions, the last {@code end} included
     * @param globals how many global variables it may name
     */
    static Plan plan(WasmReader code, int globals) {
        FunctionMeter meter = new FunctionMeter(code, globals);
        meter.blocks.add(new Block(Instructions.BLOCK, meter.way, true));
        while (!meter.blocks.isEmpty()) {
            meter.next();
        }
        if (!code.atEnd()) {
            throw code.malformed("a function goes on behind its end");
        }
        return new Plan(meter.insertions, meter.calls);
    }

    private void next() {
        int position = code.position();
        int opcode = Instructions.opcode(code);
        if (Instructions.counts(opcode)) {
            instructions++;
        }
        switch (opcode) {
            case Instructions.BR, Instructions.BR_IF, Instructions.BR_TABLE -> branch(opcode);
            case Instructions.GLOBAL_GET, Instructions.GLOBAL_SET -> {
                if (code.number() >= globals) {
                    throw code.malformed("it names a global variable that is not there");
                }
            }
            default -> {
                Instructions.skipImmediates(opcode, code);
                pass(opcode, position);
            }
        }
    }

    private void branch(int opcode) {
        int others = opcode == Instructions.BR_TABLE ? code.number() : 0;
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i <= others; i++) {
            labels.add(code.number());
        }
        endPiece();
        boolean maybe = opcode == Instructions.BR_IF;
        double stays = maybe ? labels.getFirst() == 0 ? STAYS : STAYS_INSIDE : 0;
        Way each = way.times((1 - stays) / labels.size());
        labels.forEach(label -> leaveTo(label, each));
        way = way.times(stays);
        reachable &= maybe;
    }

    private void pass(int opcode, int position) {
        switch (opcode) {
            case Instructions.BLOCK, Instructions.IF -> begin(opcode);
            case Instructions.LOOP -> {
                begin(opcode);
                place = Place.LOOP;
            }
            case Instructions.ELSE -> otherwise();
            case Instructions.END -> end();
            case Instructions.RETURN, Instructions.UNREACHABLE -> {
                endPiece();
                reachable = false;
            }
            case Instructions.CALL, Instructions.CALL_INDIRECT -> calls = true;
            default -> {
                if (Instructions.worksOnRange(opcode) && reachable) {
                    insertions.add(new Range(position));
                }
            }
        }
    }

    private void begin(int kind) {
        endPiece();
        blocks.add(new Block(kind, way, reachable));
        if (kind == Instructions.IF) {
            way = way.times(FIRST_WAY);
        }
    }

    private void otherwise() {
        endPiece();
        Block block = blocks.getLast();
        meetAtEnd(block, way);
        way = block.start.times(1 - FIRST_WAY);
        reachable = block.reachable;
        block.hasElse = true;
    }

    private void end() {
        endPiece();
        Block block = blocks.removeLast();
        meetAtEnd(block, way);
        if (block.kind == Instructions.IF && !block.hasElse && block.reachable) {
            block.endsAfter(block.start.times(1 - FIRST_WAY));
        }
        reachable = block.ends();
        way = block.after();
    }

    private void leaveTo(int label, Way from) {
        if (label >= blocks.size()) {
            throw code.malformed("a branch leads out of its function");
        }
        Block target = blocks.get(blocks.size() - 1 - label);
        if (target.kind != Instructions.LOOP) {
            meetAtEnd(target, from);
        }
    }

    private void meetAtEnd(Block block, Way from) {
        if (reachable) {
            block.endsAfter(from);
        }
    }

    private void endPiece() {
        if (reachable) {
            pay();
        }
        place = Place.PIECE;
        start = code.position();
        instructions = 0;
        insertionsBefore = insertions.size();
    }

    private void pay() {
        Account open = way.account;
        int dearest = way.dearest + instructions;
        if (open != null
                && place == Place.PIECE
                && instructions < PIECE
                && dearest - open.own <= DEAREST) {
            open.onAverage += way.likelihood * instructions;
            open.dearest = Math.max(open.dearest, dearest);
            way = new Way(open, dearest, way.likelihood);
            return;
        }
        Account opened = new Account(start, place, instructions, open == null ? null : way);
        // Ranges within the piece come after it.
        insertions.add(insertionsBefore, opened);
        way = new Way(opened, instructions, 1);
    }
}
