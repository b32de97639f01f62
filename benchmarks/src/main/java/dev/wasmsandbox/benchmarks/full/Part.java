package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.benchmarks.report.Section;
import java.io.IOException;
import java.util.List;

/** A part of the measurements, which can be run alone. */
interface Part {
    /** Returns its name on the command line. */
    String name();

    /**
     * Measures.
     *
     * @throws IOException if a file or a process of this machine fails in a way that leaves nothing to report
     */
    List<Section> measure(Workbench bench) throws IOException;
}
