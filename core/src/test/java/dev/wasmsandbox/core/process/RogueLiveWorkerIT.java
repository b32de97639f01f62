package dev.wasmsandbox.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.live.LiveInterpreter;
import dev.wasmsandbox.core.run.Evidence;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a worker says that an interpreter has become, the host's own one is what a guest can have, or what it was. */
@Timeout(60)
class RogueLiveWorkerIT {
    private static final Duration GRACE = Duration.ofMillis(50);
    private static final ExecutionPolicy POLICY =
            ExecutionPolicy.builder()
                    .timeout(Duration.ofMillis(500))
                    .memoryBytes(1 << 20)
                    .maxOpenFiles(8)
                    .build();

    @ParameterizedTest
    @EnumSource
    void costs_its_run_and_leaves_the_interpreter_as_it_was(RogueLiveWorker.Deed deed) {
        LiveInterpreter interpreter = new LiveInterpreter(Language.of(RuntimeType.PYTHON));
        interpreter.become(RogueLiveWorker.FROM.interpreter());
        try (Workers workers =
                new Workers(Workers.settings(1, RogueLiveWorker.launcher(deed), GRACE))) {
            RunFacts facts = workers.runLive(interpreter, POLICY, ExecutionRequest.of("print(1)"));

            assertThat(facts.outcome()).isInstanceOf(Outcome.WorkerLost.class);
            assertThat(interpreter.state()).isSameAs(RogueLiveWorker.FROM.interpreter());
            try (WorkspaceSnapshot files = workers.storage().open(Workers.SESSION)) {
                assertThat(files.entries()).isEmpty();
            }
        }
    }

    /** So that what is refused above is refused for what is wrong with it. */
    @Test
    void an_honest_worker_is_believed() {
        WorkerLauncher honest =
                (_, _) ->
                        new ThreadProcess((in, out) -> {
                            HostLink link = new HostLink(in, out);
                            link.send(new FromWorker.Ready(Wire.VERSION));
                            while (!(link.receive() instanceof ToWorker.Begin)) {
                                // The run is handed over in pieces.
                            }
                            link.write(new FromWorker.State(RogueLiveWorker.honest()));
                            link.send(
                                    new FromWorker.Finished(
                                            new Outcome.Completed(),
                                            1,
                                            1,
                                            Evidence.NONE,
                                            false,
                                            false));
                            ThreadProcess.hang();
                        });
        LiveInterpreter interpreter = new LiveInterpreter(Language.of(RuntimeType.PYTHON));
        interpreter.become(RogueLiveWorker.FROM.interpreter());
        try (Workers workers = new Workers(Workers.settings(1, honest, GRACE))) {
            RunFacts facts = workers.runLive(interpreter, POLICY, ExecutionRequest.of(""));

            assertThat(facts.outcome()).isEqualTo(new Outcome.Completed());
            assertThat(interpreter.state())
                    .isEqualTo(RogueLiveWorker.FROM.interpreter())
                    .isNotSameAs(RogueLiveWorker.FROM.interpreter());
        }
    }

    /** Many states, each changed a little: read or refused, and never more. */
    @Test
    void a_state_with_random_changes_is_read_or_refused() {
        Random random = new Random(11);
        LiveInterpreter interpreter = new LiveInterpreter(Language.of(RuntimeType.PYTHON));
        interpreter.become(RogueLiveWorker.FROM.interpreter());
        for (int i = 0; i < 300; i++) {
            byte[] bytes = RogueLiveWorker.honest();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (i % 3 == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
            }
            try (SessionContext context = Workers.context(POLICY, new MemoryStorageAdapter());
                    StateExchange exchange =
                            new StateExchange(context, interpreter.state(), null, null)) {
                exchange.take(bytes);
                exchange.complete(new Outcome.Completed());
            } catch (ProtocolException e) {
                assertThat(e).hasMessageContaining("interpreter");
            }
        }
    }
}
