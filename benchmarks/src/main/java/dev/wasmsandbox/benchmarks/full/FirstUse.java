package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.benchmarks.report.Quantities;
import dev.wasmsandbox.benchmarks.report.Samples;
import dev.wasmsandbox.benchmarks.report.Section;
import dev.wasmsandbox.benchmarks.report.Statistics;
import dev.wasmsandbox.benchmarks.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The first run after an install: the cache is empty, so the guest's machine code is made first. */
final class FirstUse {
    private static final int MOST_TIMES = 3;

    private final Workbench bench;

    FirstUse(Workbench bench) {
        this.bench = bench;
    }

    Section measure() {
        Table.Builder table = Table.of("", "first run", "cache afterwards");
        Section.Builder section =
                Section.of(
                        "start-first-use",
                        "Start: the first run after an install",
                        "`java -jar sandbox.jar run` with an empty cache directory, to its end: it unpacks the library, compiles the guest for this processor, and keeps the"
                                + " result for all later runs of this user.");
        for (RuntimeType language : RuntimeType.values()) {
            bench.say("start: first use, " + language.id());
            try {
                measure(language, table, section);
            } catch (Missing e) {
                table.row(language.id(), "not measured: " + e.reason(), "");
            }
        }
        return section.table(table.build()).build();
    }

    private void measure(RuntimeType language, Table.Builder table, Section.Builder section) {
        Program program = new Program(bench.root());
        List<Double> millis = new ArrayList<>();
        double bytes = 0;
        for (int i = 0; i < Math.clamp(bench.effort().processRounds() / 4, 1, MOST_TIMES); i++) {
            Path cache = Folders.temporary();
            try {
                Commands.Ended ended =
                        program.run(
                                language.id(),
                                StartPart.hello(language),
                                Map.of("XDG_CACHE_HOME", cache.toString()));
                millis.add(ended.nanos() / 1e6);
                bytes = Folders.bytes(cache);
            } finally {
                Folders.delete(cache);
            }
        }
        table.row(
                language.id(),
                Quantities.time(
                        Statistics.median(
                                millis.stream().mapToDouble(Double::doubleValue).toArray())),
                Quantities.bytes(bytes));
        section.raw(Samples.of(language.id() + " first use", millis));
    }
}
