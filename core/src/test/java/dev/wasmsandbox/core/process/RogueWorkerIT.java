package dev.wasmsandbox.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.engine.RunControl;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker that an attacker has taken over costs its run, and neither files nor memory nor time of the host. */
class RogueWorkerIT {
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final ExecutionPolicy POLICY =
            ExecutionPolicy.builder().timeout(Duration.ofMillis(200)).maxFiles(100).build();

    @ParameterizedTest
    @EnumSource
    void costs_its_run_and_nothing_else(RogueWorker.Deed deed) {
        try (Workers workers =
                new Workers(Workers.settings(1, RogueWorker.launcher(deed), GRACE))) {
            ExecutionRequest request =
                    ExecutionRequest.builder("print(1)").standardInput(silent()).build();

            RunFacts facts = workers.run(POLICY, request, new RunControl());

            assertThat(facts.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            assertThat(facts.outcome().trapMessage())
                    .contains("worker process of this run was lost");
            assertThat(facts.changes().created()).isEmpty();
            assertNothingIsStored(workers.storage());
        }
    }

    /** Of many files with long names, the names end it. */
    @Test
    void names_are_bounded_in_length_together() {
        WorkerLauncher launcher = RogueWorker.launcher(RogueWorker.Deed.ENDLESS_LONG_NAMES);
        ExecutionPolicy manyFiles = ExecutionPolicy.builder().maxFiles(10_000).build();
        try (Workers workers = new Workers(Workers.settings(1, launcher, GRACE))) {
            RunFacts facts =
                    workers.run(manyFiles, ExecutionRequest.of("print(1)"), new RunControl());

            assertThat(facts.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            assertThat(facts.outcome().trapMessage()).contains("longer names");
        }
    }

    private static void assertNothingIsStored(StorageAdapter storage) {
        try (WorkspaceSnapshot snapshot = storage.open(Workers.SESSION)) {
            assertThat(snapshot.entries()).isEmpty();
        }
    }

    /** Input that never comes. */
    private static InputStream silent() {
        return new PipedInputStream();
    }
}
