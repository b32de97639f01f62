package dev.wasmsandbox.fuzz.wasi;

import dev.wasmsandbox.fuzz.ByteSource;
import dev.wasmsandbox.fuzz.FuzzTarget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences of WASI calls: after each one, the guest, its memory and its files must be as the model says. */
public final class WasiTarget implements FuzzTarget {
    private static final int MAX_CALLS = 250;
    private static final int SEEDS = 40;
    private static final int SEED_BYTES = 700;

    private final Trees trees;

    /** Makes what all inputs share: immutable trees. */
    public WasiTarget() throws IOException {
        trees = new Trees();
    }

    @Override
    public void run(byte[] input) throws IOException {
        ByteSource source = new ByteSource(input);
        try (WasiPair pair = new WasiPair(trees.mounts())) {
            CallMaker calls = new CallMaker(source, pair::put);
            for (int i = 0; i < MAX_CALLS && !source.isEmpty(); i++) {
                pair.call(calls.next());
            }
            pair.finish();
        }
    }

    @Override
    public List<byte[]> seeds() {
        // Any bytes are calls; long ones from the beginning, because states take calls to come
        // about.
        Random random = new Random(1);
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < SEEDS; i++) {
            byte[] seed = new byte[SEED_BYTES];
            random.nextBytes(seed);
            seeds.add(seed);
        }
        return seeds;
    }

    @Override
    public void close() throws IOException {
        trees.close();
    }
}
