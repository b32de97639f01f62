package dev.wasmsandbox.guidance;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often guidance was right, for one kind of it or for all.
 *
 * @param right given, wanted, and saying what it has to say
 * @param wrong given, but not so
 * @param missed wanted, but not given so
 */
record Judgement(int right, int wrong, int missed) {
    private static final Judgement NONE = new Judgement(0, 0, 0);

    double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    double recall() {
        return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    private Judgement plus(int moreRight, int moreWrong, int moreMissed) {
        return new Judgement(right + moreRight, wrong + moreWrong, missed + moreMissed);
    }

    static Judgement ofAll(List<Trial> trials) {
        return byType(trials).values().stream()
                .reduce(NONE, (a, b) -> a.plus(b.right(), b.wrong(), b.missed()));
    }

    static Map<String, Judgement> byType(List<Trial> trials) {
        Map<String, Judgement> judgements = new TreeMap<>();
        for (Trial trial : trials) {
            if (!trial.wanted().isEmpty()) {
                add(
                        judgements,
                        trial.wanted(),
                        trial.isRight() ? 1 : 0,
                        0,
                        trial.isRight() ? 0 : 1);
            }
            if (!trial.type().isEmpty() && !trial.isRight()) {
                add(judgements, trial.type(), 0, 1, 0);
            }
        }
        return judgements;
    }

    private static void add(
            Map<String, Judgement> judgements, String type, int right, int wrong, int missed) {
        judgements.put(type, judgements.getOrDefault(type, NONE).plus(right, wrong, missed));
    }

    /** A row of the table in the documents. */
    String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.3f | %.3f |",
                name,
                right + missed,
                right,
                wrong,
                missed,
                precision(),
                recall());
    }
}
