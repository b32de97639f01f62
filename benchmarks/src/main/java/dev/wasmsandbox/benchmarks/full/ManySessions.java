package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.Durability;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.SessionManager;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Statistics;
import dev.wasmsandbox.benchmarks.report.Table;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Sessions that take turns, more than may be awake at a time: the manager puts to sleep who was called longest ago. */
final class ManySessions {
    private final Workbench bench;

    ManySessions(Workbench bench) {
        this.bench = bench;
    }

    Section measure() {
        Effort effort = bench.effort();
        Table.Builder table =
                Table.of(
                        "",
                        "first turn",
                        "99 %",
                        "turns a second",
                        "later turns",
                        "99 %",
                        "turns a second",
                        "last tenth / first tenth");
        Section.Builder section =
                Section.of(
                        "scale-sessions",
                        "Scale: "
                                + effort.sessions()
                                + " sessions take turns, "
                                + effort.live()
                                + " of them live",
                        "A `SessionManager` with folders on disk. Each session is an interpreter that lives on, in memory or, while others have their turns, on disk. A turn"
                                + " wakes it, if it was not begun by this turn, and runs a line that counts in a variable; the manager saves the session that was"
                                + " called longest ago to make room. One caller, who calls again when answered. The last column says whether a turn becomes dearer the"
                                + " more sessions there are: the median of the last tenth of first turns, by that of the first tenth.");
        for (RuntimeType language : RuntimeType.values()) {
            bench.say("scale: sessions that take turns, " + language.id());
            List<double[]> rounds = rounds(language, effort);
            double[] first = rounds.getFirst();
            double[] later = rounds.getLast();
            double growth = growth(first);
            table.row(
                    language.id(),
                    Quantities.time(Statistics.median(first)),
                    Quantities.time(Statistics.percentile(0.99, first)),
                    Quantities.number(perSecond(first)),
                    Quantities.time(Statistics.median(later)),
                    Quantities.time(Statistics.percentile(0.99, later)),
                    Quantities.number(perSecond(later)),
                    Quantities.number(growth));
            section.raw(language.id() + ", first turns, milliseconds", rounded(first))
                    .raw(language.id() + ", later turns, milliseconds", rounded(later))
                    .ratio("scale." + language.id() + ".last_sessions_to_first", growth);
        }
        return section.table(table.build()).build();
    }

    private static List<double[]> rounds(RuntimeType language, Effort effort) {
        Path folder = Folders.temporary();
        try (SessionManager manager =
                SessionManager.builder()
                        .storage(new DiskStorageAdapter(folder, Durability.PROCESS))
                        .maxLiveSessions(effort.live())
                        .undoDepth(0)
                        .logger(SandboxLogger.none())
                        .build()) {
            return List.of(
                    round(manager, language, effort.sessions(), 1),
                    round(manager, language, effort.sessions(), 2));
        } finally {
            Folders.delete(folder);
        }
    }

    private static double[] round(
            SessionManager manager, RuntimeType language, int sessions, int expected) {
        double[] millis = new double[sessions];
        for (int session = 0; session < sessions; session++) {
            long start = System.nanoTime();
            turn(manager, language, "session-" + session, expected);
            millis[session] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    private static void turn(
            SessionManager manager, RuntimeType language, String session, int expected) {
        String code =
                language == RuntimeType.PYTHON
                        ? "turns = globals().get('turns', 0) + 1; print(turns)"
                        : "globalThis.turns = (globalThis.turns ?? 0) + 1; console.log(turns)";
        SandboxResult result = manager.execute(session, language, ExecutionRequest.of(code));
        if (!result.stdout().equals(expected + "\n")) {
            throw new Missing(
                    session + " counted '" + result.stdout() + "' turns instead of " + expected);
        }
    }

    private static double perSecond(double[] millis) {
        return millis.length / (Arrays.stream(millis).sum() / 1e3);
    }

    private static double growth(double[] millis) {
        int tenth = Math.max(1, millis.length / 10);
        double[] first = Arrays.copyOf(millis, tenth);
        double[] last = Arrays.copyOfRange(millis, millis.length - tenth, millis.length);
        return Statistics.median(last) / Statistics.median(first);
    }

    private static List<Double> rounded(double[] millis) {
        return Arrays.stream(millis).mapToObj(value -> Math.round(value * 1000) / 1000.0).toList();
    }
}
