package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.benchmarks.report.Section;
import java.util.List;

/** What happens with more threads, more sessions, more load, and with sizes of all kinds? */
final class ScalePart implements Part {
    @Override
    public String name() {
        return "scale";
    }

    @Override
    public List<Section> measure(Workbench bench) {
        return List.of(
                new Throughput(bench).measure(),
                new OpenLoop(bench).measure(),
                new Curves(bench).measure(),
                new ManySessions(bench).measure());
    }
}
