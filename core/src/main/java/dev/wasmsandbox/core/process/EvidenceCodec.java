package dev.wasmsandbox.core.process;

import dev.wasmsandbox.core.run.Evidence;
import dev.wasmsandbox.engine.PositionTrace;
import dev.wasmsandbox.engine.PositionTrace.Sample;
import dev.wasmsandbox.wasi.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes and reads what explains a run. */
final class EvidenceCodec {
    private EvidenceCodec() {}

    static void write(WireOutput out, Evidence evidence) {
        List<Refusals.Open> opens = evidence.files().opens();
        out.flag(evidence.memoryRefused()).flag(evidence.files().space()).number32(opens.size());
        opens.forEach(open -> out.text(open.path()).number32(open.errno()));
        PositionTrace positions = evidence.positions();
        out.number32(positions.samples().size());
        positions.samples().forEach(sample -> sample(out, sample));
        out.flag(positions.end().isPresent());
        positions.end().ifPresent(sample -> sample(out, sample));
    }

    private static void sample(WireOutput out, Sample sample) {
        out.number64(sample.fuel()).bytes(sample.position());
    }

    private static Sample sample(WireInput in) throws ProtocolException {
        return new Sample(in.number64(0, Long.MAX_VALUE), in.bytes(PositionTrace.LONGEST_POSITION));
    }

    static Evidence read(WireInput in) throws ProtocolException {
        boolean memoryRefused = in.flag();
        boolean space = in.flag();
        int count = in.count(Refusals.MOST_OPENS);
        List<Refusals.Open> opens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opens.add(new Refusals.Open(in.text(Wire.MAX_PATH), in.number32(0, 255)));
        }
        return new Evidence(memoryRefused, new Refusals(space, opens), positions(in));
    }

    private static PositionTrace positions(WireInput in) throws ProtocolException {
        int count = in.count(PositionTrace.MOST_SAMPLES);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(in));
        }
        return new PositionTrace(samples, in.flag() ? Optional.of(sample(in)) : Optional.empty());
    }
}
