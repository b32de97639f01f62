package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations on sessions, in a process that is killed again and again and sometimes in this one, against a model: nothing that
 * was answered is lost, and of what was not answered each part is there or not.
 *
 * <p>{@code -Dsoak.operations=50000 -Dsoak.seed=7} says how many and which; see docs/soak.md.
 */
class SessionSoakIT {
    private static final int OPERATIONS =
            Integer.getInteger("soak.operations", Boolean.getBoolean("gate.long") ? 50_000 : 300);
    private static final int OPERATIONS_PER_KILL =
            Boolean.getBoolean("gate.long") || OPERATIONS > 1_000 ? 200 : 60;
    private static final int OPERATIONS_PER_ELSEWHERE = 60;
    private static final int SESSIONS = 12;
    private static final int UNDO_DEPTH = 3;

    /** Some kills come while nothing is under way, the others at most so long after an order. */
    private static final int LONGEST_WAIT_NANOS = 8_000_000;

    /** How one run is taken back: the interpreter and its number before it, and the file, if it changed that. */
    private record Before(boolean begun, int number, boolean wrote, String file) {}

    /** What a session has under a name. */
    private record Kept(RuntimeType runtime, int number, String file) {}

    /** A session as it should be: each language has a number, and there is one file, of which the empty text stands for none. */
    private static final class Model {
        private final EnumMap<RuntimeType, Integer> numbers = new EnumMap<>(RuntimeType.class);
        private final EnumMap<RuntimeType, Deque<Before>> history =
                new EnumMap<>(RuntimeType.class);
        private String file = "";
        private @Nullable Kept kept;
        private boolean exists;

        /** Of these a run ended by itself, so that there is something to save. */
        private final EnumSet<RuntimeType> begun = EnumSet.noneOf(RuntimeType.class);

        int number(RuntimeType runtime) {
            return numbers.getOrDefault(runtime, 0);
        }

        Deque<Before> history(RuntimeType runtime) {
            return history.computeIfAbsent(runtime, _ -> new ArrayDeque<>());
        }

        Model copy() {
            Model copy = new Model();
            copy.numbers.putAll(numbers);
            copy.file = file;
            copy.kept = kept;
            copy.exists = exists;
            copy.begun.addAll(begun);
            history.forEach((runtime, runs) -> copy.history(runtime).addAll(runs));
            return copy;
        }

        /** Of a run that was stopped before there was anything to save nothing is remembered for sure. */
        void stopped(RuntimeType runtime, String content) {
            if (begun.contains(runtime)) {
                ran(runtime, number(runtime), true, content);
            } else {
                history(runtime).clear();
                file = content;
                exists = true;
            }
        }

        void ran(RuntimeType runtime, int after, boolean wrote, String content) {
            Deque<Before> runs = history(runtime);
            runs.addLast(new Before(begun.contains(runtime), number(runtime), wrote, file));
            if (runs.size() > UNDO_DEPTH) {
                runs.removeFirst();
            }
            begun.add(runtime);
            numbers.put(runtime, after);
            file = wrote ? content : file;
            exists = true;
        }
    }

    /** What to ask, the answer to expect, and what the session is afterwards; null where any answer will do. */
    private record Step(List<String> order, @Nullable String answer, Model after) {}

    @TempDir Path root;

    private final long seed = Long.getLong("soak.seed", 20_260_301);
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<String, Model> models = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private int sequence;

    @Test
    void nothing_that_was_answered_is_lost() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            ids.add("s" + i);
            models.put("s" + i, new Model());
        }
        int kills = 0;
        SoakSessions.Killable there = SoakSessions.Killable.start(root);
        try (SoakSessions here = SoakSessions.here(root)) {
            for (int i = 0; i < OPERATIONS; i++) {
                String id = ids.get(random.nextInt(ids.size()));
                Step step = next(id, model(id));
                if (random.nextInt(OPERATIONS_PER_KILL) == 0) {
                    there.order(step.order());
                    spin(random.nextInt(LONGEST_WAIT_NANOS));
                    there.kill();
                    kills++;
                    there = SoakSessions.Killable.start(root);
                    settle(id, step, there);
                    for (String each : ids) {
                        look(each, there);
                    }
                } else {
                    boolean elsewhere = random.nextInt(OPERATIONS_PER_ELSEWHERE) == 0;
                    carryOut(i, id, step, elsewhere ? here : there);
                }
            }
            for (String each : ids) {
                look(each, here);
            }
        }
        there.close();
        System.out.println(OPERATIONS + " operations, " + kills + " kills, seed " + seed);
    }

    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private void carryOut(int number, String id, Step step, SoakSessions sessions)
            throws IOException {
        String answer = sessions.ask(step.order());
        String what = "seed " + seed + ", operation " + number + ": " + step.order();
        if (step.answer() != null) {
            assertThat(answer).as(what).isEqualTo(step.answer());
        }
        models.put(id, step.after());
        if (step.order().get(SoakSessions.WHAT).equals("fork")) {
            // It takes the place of the one that it is a copy of.
            Model parent = step.after();
            RuntimeType runtime = RuntimeType.valueOf(step.order().get(SoakSessions.RUNTIME));
            Model child = new Model();
            child.numbers.put(runtime, parent.number(runtime));
            child.file = parent.file;
            if (parent.begun.contains(runtime)) {
                child.begun.add(runtime);
            }
            child.exists = true;
            ids.set(ids.indexOf(id), answer);
            models.remove(id);
            models.put(answer, child);
        }
    }

    /** After a kill on the way, each part of the session is as before or as after the order; from there it goes on. */
    private void settle(String id, Step step, SoakSessions sessions) throws IOException {
        Model before = model(id);
        Model after = step.after();
        Model found = new Model();
        for (RuntimeType runtime : RuntimeType.values()) {
            int number = Integer.parseInt(sessions.ask(order("run", id, runtime, show(runtime))));
            assertThat(number)
                    .as("seed " + seed + ", killed at " + step.order())
                    .isIn(before.number(runtime), after.number(runtime));
            found.numbers.put(runtime, number);
            found.begun.add(runtime);
        }
        found.file = sessions.ask(order("read", id, RuntimeType.PYTHON, ""));
        assertThat(found.file)
                .as("seed " + seed + ", killed at " + step.order())
                .isIn(before.file, after.file);
        found.exists = true;
        models.put(id, found);
    }

    private void look(String id, SoakSessions sessions) throws IOException {
        Model model = model(id);
        assertThat(sessions.ask(order("read", id, RuntimeType.PYTHON, "")))
                .as("seed " + seed + ", the file of " + id)
                .isEqualTo(model.file);
        for (RuntimeType runtime : RuntimeType.values()) {
            assertThat(sessions.ask(order("run", id, runtime, show(runtime))))
                    .as("seed " + seed + ", the number of " + id + " in " + runtime)
                    .isEqualTo(Integer.toString(model.number(runtime)));
            model.ran(runtime, model.number(runtime), false, "");
        }
    }

    private Step next(String id, Model now) {
        RuntimeType runtime = random.nextInt(3) == 0 ? RuntimeType.JAVASCRIPT : RuntimeType.PYTHON;
        Model after = now.copy();
        int kind = random.nextInt(100);
        if (kind < 55) {
            return run(id, runtime, now, after, kind);
        }
        if (kind < 67 && !now.history(runtime).isEmpty()) {
            Before back = after.history(runtime).removeLast();
            after.numbers.put(runtime, back.number());
            if (!back.begun()) {
                after.begun.remove(runtime);
            }
            after.file = back.wrote() ? back.file() : now.file;
            return new Step(order("undo", id, runtime, ""), "done", after);
        }
        if (kind < 75 && now.exists) {
            after.kept = new Kept(runtime, now.number(runtime), now.file);
            return new Step(order("save", id, runtime, "kept"), "done", after);
        }
        Kept kept = now.kept;
        if (kind < 82 && kept != null) {
            after.numbers.put(kept.runtime(), kept.number());
            after.file = kept.file();
            after.history(kept.runtime()).clear();
            after.begun.add(kept.runtime());
            return new Step(order("load", id, kept.runtime(), "kept"), "done", after);
        }
        if (kind < 86 && now.exists) {
            return new Step(order("fork", id, runtime, ""), null, after);
        }
        if (kind < 90) {
            return new Step(order("sleep", id, runtime, ""), "done", after);
        }
        if (kind < 92 && now.exists) {
            after.numbers.put(runtime, 0);
            after.history(runtime).clear();
            after.begun.remove(runtime);
            return new Step(order("reset", id, runtime, ""), "done", after);
        }
        if (kind < 94) {
            return new Step(order("delete", id, runtime, ""), "done", new Model());
        }
        after.file = "host " + sequence++;
        after.exists = true;
        return new Step(order("write", id, runtime, after.file), "done", after);
    }

    /** A run that adds to the number and writes the file; some fail behind that, some are stopped. */
    private Step run(String id, RuntimeType runtime, Model now, Model after, int kind) {
        int number = now.number(runtime) + 1 + random.nextInt(9);
        String content = "run " + sequence++;
        boolean python = runtime == RuntimeType.PYTHON;
        String code =
                python
                        ? "n = %d\nopen('f', 'w').write('%s')\nprint(n, flush=True)\n"
                        : "globalThis.n = %d; writeText('f', '%s'); console.log(n);\n";
        boolean stopped = kind >= 6 && kind < 9;
        String end = "";
        String answer = Integer.toString(number);
        if (kind < 6) {
            end = python ? "raise ValueError(n)" : "throw new Error('n')";
            answer += " GuestError";
        } else if (stopped) {
            end = python ? "while True: pass" : "for (;;);";
            answer += " LimitReached";
        }
        if (stopped) {
            after.stopped(runtime, content);
        } else {
            after.ran(runtime, number, true, content);
        }
        return new Step(
                order("run", id, runtime, code.formatted(number, content) + end), answer, after);
    }

    private static String show(RuntimeType runtime) {
        return runtime == RuntimeType.PYTHON
                ? "print(globals().get('n', 0))"
                : "console.log(globalThis.n ?? 0)";
    }

    private static List<String> order(
            String what, String id, RuntimeType runtime, String argument) {
        return List.of(what, id, runtime.name(), argument);
    }

    private Model model(String id) {
        return Objects.requireNonNull(models.get(id));
    }
}
