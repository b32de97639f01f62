package dev.wasmsandbox.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A search by mutation, where what an input did (and not which branches it took) tells whether it is worth more. Where
 * native code runs, the input of the moment is on disk before it does, so that one which ends the JVM is known.
 */
final class BlindSearch {
    private static final Duration SHRINKING = Duration.ofSeconds(30);
    private static final int MOST_INPUTS = 4_000;

    private final FuzzTarget target;
    private final Path work;
    private final List<byte[]> inputs = new ArrayList<>();
    private final Set<String> behaviours = new HashSet<>();
    private final Optional<Path> running;
    private long count;

    private BlindSearch(FuzzTarget target, Path work, boolean mayEndTheJvm) {
        this.target = target;
        this.work = work;
        this.running =
                mayEndTheJvm ? Optional.of(work.resolve("crashed/running")) : Optional.empty();
    }

    /** Searches: target, seconds, seed, folder of kept inputs, folder to work in. */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[4]);
        Target kind = Target.of(arguments[0]);
        try (FuzzTarget target = kind.open()) {
            BlindSearch search = new BlindSearch(target, work, !kind.guided());
            long seconds = Long.parseLong(arguments[1]);
            boolean clean =
                    search.run(
                            Duration.ofSeconds(seconds),
                            Long.parseLong(arguments[2]),
                            Path.of(arguments[3]));
            System.out.printf("Done %d runs in %d second(s)%n", search.count, seconds);
            if (!clean) {
                System.exit(1);
            }
        }
    }

    private boolean run(Duration time, long seed, Path corpus) throws IOException {
        List<byte[]> first = new ArrayList<>(Inputs.read(corpus));
        first.addAll(target.seeds());
        for (byte[] input : first) {
            if (!run(input)) {
                return false;
            }
            inputs.add(input);
        }
        Random random = new Random(seed);
        Mutator mutator = new Mutator(random, target.words());
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            byte[] input =
                    mutator.next(
                            inputs.get(random.nextInt(inputs.size())),
                            inputs.get(random.nextInt(inputs.size())));
            int known = behaviours.size();
            if (!run(input)) {
                return false;
            }
            if (behaviours.size() > known && inputs.size() < MOST_INPUTS) {
                inputs.add(input);
                Inputs.write(work.resolve("new"), input);
            }
        }
        return true;
    }

    private boolean run(byte[] input) throws IOException {
        if (running.isPresent()) {
            Files.write(running.get(), input);
        }
        count++;
        Optional<Finding> found = Finding.of(target, input);
        behaviours.add(target.behaviour());
        if (running.isPresent()) {
            Files.delete(running.get());
        }
        if (found.isEmpty()) {
            return true;
        }
        byte[] shrunk = Shrinker.shrink(target, input, found.get(), SHRINKING);
        Inputs.write(work.resolve("crashed"), shrunk);
        found.get().failure().printStackTrace(System.out);
        return false;
    }
}
