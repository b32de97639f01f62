package dev.wasmsandbox.benchmarks.full;

import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs fresh interpreters as fast as it can, with as many callers as this process has guest threads. */
public final class ThroughputChild {
    private ThroughputChild() {}

    /**
     * Answers {@code LANGUAGE THREADS MILLISECONDS}.
     *
     * @throws IOException if the standard input fails
     */
    public static void main(String[] arguments) throws IOException {
        Child.serve(words ->
                Map.of(
                        "perSecond",
                        perSecond(
                                RuntimeType.valueOf(words.get(0)),
                                Integer.parseInt(words.get(1)),
                                Integer.parseInt(words.get(2)))));
    }

    private static double perSecond(RuntimeType language, int callers, int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                rates.add(threads.submit(() -> rateUntil(end, language)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Missing("interrupted while measuring throughput", e);
        } catch (ExecutionException e) {
            throw new Missing("a run failed: " + e.getCause(), e);
        }
    }

    private static double rateUntil(long end, RuntimeType language) {
        String code = StartPart.hello(language);
        try (OurInterpreter interpreter = new OurInterpreter(language, Isolation.IN_PROCESS)) {
            long start = System.nanoTime();
            long now = start;
            int runs = 0;
            while (runs == 0 || now - end < 0) {
                interpreter.run(code);
                runs++;
                now = System.nanoTime();
            }
            return runs * 1e9 / (now - start);
        }
    }
}
