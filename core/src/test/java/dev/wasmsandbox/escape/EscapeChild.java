package dev.wasmsandbox.escape;

import dev.wasmsandbox.testkit.EscapeCorpus;
import dev.wasmsandbox.testkit.EscapeProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs programs of the corpus, one after the other, in a JVM that they may crash. Before each it says which one begins, so that it is known
 * who did it.
 */
final class EscapeChild {
    static final String BEGIN = "BEGIN ";
    static final String PASS = "PASS ";
    static final String FAIL = "FAIL ";
    static final String SEES_READS = "SEES-READS ";
    static final String DONE = "DONE";

    private EscapeChild() {}

    /**
     * Runs programs.
     *
     * @param arguments a folder, the ground, whether all programs run on it, and the beginning of the programs' places; then the place of the
     *     last program that is left out, if there is one
     */
    public static void main(String[] arguments) throws IOException {
        EscapeGround ground = EscapeGround.valueOf(arguments[1]);
        boolean all = Boolean.parseBoolean(arguments[2]);
        try (EscapeStage stage = new EscapeStage(Path.of(arguments[0]), ground)) {
            System.out.println(SEES_READS + stage.seesReads());
            for (EscapeProgram program : ground.of(EscapeCorpus.programs(), all)) {
                boolean wanted = program.id().startsWith(arguments[3]);
                boolean done = arguments.length > 4 && program.id().compareTo(arguments[4]) <= 0;
                if (wanted && !done) {
                    run(stage, program);
                }
            }
            List<String> leftovers = stage.leftovers();
            if (!leftovers.isEmpty()) {
                throw new IllegalStateException(leftovers.toString());
            }
        }
        System.out.println(DONE);
    }

    private static void run(EscapeStage stage, EscapeProgram program) throws IOException {
        System.out.println(BEGIN + program.id());
        long begin = System.nanoTime();
        EscapeTrial trial = new EscapeTrial(stage, program);
        List<String> faults;
        try {
            faults = trial.faults();
        } catch (RuntimeException e) {
            faults = List.of("the host failed: " + e);
        }
        System.out.println(
                faults.isEmpty()
                        ? PASS
                                + program.id()
                                + " "
                                + trial.ends()
                                + ", "
                                + (System.nanoTime() - begin) / 1_000_000
                                + " ms"
                        : FAIL + program.id() + " " + oneLine(String.join("; ", faults)));
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
