package dev.wasmsandbox.core.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.CodeCompletion.Candidate;
import dev.wasmsandbox.CodeCompletion.Kind;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.run.Evidence;
import dev.wasmsandbox.engine.PositionTrace;
import dev.wasmsandbox.wasi.Refusals;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages between a host and its workers. */
class WireTest {
    private static final ExecutionPolicy EVERY_FIELD =
            ExecutionPolicy.builder()
                    .fuelBudget(1)
                    .memoryBytes(2)
                    .stdoutMaxBytes(3)
                    .stderrMaxBytes(4)
                    .timeout(Duration.ofMillis(5))
                    .diskQuotaBytes(6)
                    .maxFiles(7)
                    .maxOpenFiles(8)
                    .preserveLogs(true)
                    .environment(Map.of("A", "ä"))
                    .arguments("b", "")
                    .guestMountPath("/space")
                    .determinismSeed(-9)
                    .build();

    private static final ToWorker.Live LIVE = new ToWorker.Live("ab", "x = 1", true);

    /** What is known of a policy here, and not sent: a worker sees mounts by asking. */
    private static final Set<String> NOT_SENT = Set.of("mounts");

    static Stream<FromWorker> fromWorker() {
        ErrorReport error =
                new ErrorReport(
                        ErrorReport.Phase.RUN,
                        "ValueError",
                        "no",
                        null,
                        3,
                        null,
                        Map.of("errno", 2L, "part", 0.5, "flag", true, "list", List.of("x", "")),
                        List.of(
                                new ErrorReport(
                                        ErrorReport.Phase.RUN,
                                        "KeyError",
                                        "'a'",
                                        "/app/a.py",
                                        1,
                                        2,
                                        Map.of("relation", "cause"))));
        Evidence evidence =
                new Evidence(
                        true,
                        new Refusals(true, List.of(new Refusals.Open("/tmp/ä", 44))),
                        PositionTrace.NONE);
        Stream<Outcome> outcomes =
                Stream.of(
                        new Outcome.Completed(),
                        new Outcome.GuestError(error),
                        new Outcome.Exited(255),
                        new Outcome.LimitReached(TrapReason.TIMEOUT, "late"),
                        new Outcome.Trapped(TrapReason.UNREACHABLE, "abort"),
                        new Outcome.Cancelled(),
                        new Outcome.HostFailure("disk", null));
        return Stream.concat(
                outcomes.map(
                        outcome -> new FromWorker.Finished(outcome, 1, 2, evidence, false, true)),
                Stream.of(
                        new FromWorker.Ready(1),
                        new FromWorker.ReadFile(1, 2, 3),
                        new FromWorker.ListMount(1, "a/b"),
                        new FromWorker.ReadMount(1, "a/ß", 2, 3),
                        new FromWorker.ReadInput(5),
                        new FromWorker.PutFile("x", 9, Instant.parse("1969-01-01T00:00:00.5Z")),
                        new FromWorker.PutLink("x", "../y"),
                        new FromWorker.CreateDirectory("x"),
                        new FromWorker.Delete("x"),
                        new FromWorker.Validated(
                                new CodeValidation(
                                        false, "m", 1, 2, "t", CodeValidation.Continuation.NEEDED)),
                        new FromWorker.Completed(
                                new FoundNames(
                                        "pri",
                                        List.of(
                                                new Candidate("print", Kind.FUNCTION),
                                                new Candidate("priß", Kind.FILE)),
                                        true)),
                        new FromWorker.ReadState(),
                        new FromWorker.Failed("why", true)));
    }

    @ParameterizedTest
    @MethodSource
    void fromWorker(FromWorker message) throws ProtocolException {
        assertThat(FromWorkerCodec.decode(FromWorkerCodec.encode(message))).isEqualTo(message);
    }

    @Test
    void bytes_come_through() throws ProtocolException {
        byte[] bytes = {1, -1, 0};

        assertThat(
                        FromWorkerCodec.decode(
                                FromWorkerCodec.encode(
                                        new FromWorker.Captured(Channel.STDERR, bytes))))
                .isInstanceOfSatisfying(
                        FromWorker.Captured.class,
                        captured -> assertThat(captured.bytes()).isEqualTo(bytes));
        assertThat(ToWorkerCodec.decode(ToWorkerCodec.encode(new ToWorker.Input(bytes, true))))
                .isInstanceOfSatisfying(
                        ToWorker.Input.class, input -> assertThat(input.bytes()).isEqualTo(bytes));
    }

    @Test
    void positions_come_through() throws ProtocolException {
        PositionTrace positions =
                new PositionTrace(
                        List.of(
                                new PositionTrace.Sample(7, "@1 1 - - a\tf".getBytes(US_ASCII)),
                                new PositionTrace.Sample(Long.MAX_VALUE, new byte[] {-1, 0})),
                        Optional.of(new PositionTrace.Sample(0, new byte[0])));
        FromWorker.Finished message =
                new FromWorker.Finished(
                        new Outcome.Completed(),
                        1,
                        2,
                        new Evidence(false, Refusals.NONE, positions),
                        false,
                        true);

        assertThat(FromWorkerCodec.decode(FromWorkerCodec.encode(message)))
                .usingRecursiveComparison()
                .isEqualTo(message);
    }

    static Stream<ToWorker> toWorker() {
        List<WorkspaceEntry> entries =
                List.of(
                        WorkspaceEntry.file("f", 1, Instant.EPOCH),
                        WorkspaceEntry.directory("d", Instant.MAX),
                        WorkspaceEntry.link("l", "t", Instant.MIN));
        ToWorker.Task task =
                new ToWorker.Task(
                        ToWorker.Kind.EXECUTE,
                        RuntimeType.JAVASCRIPT,
                        EVERY_FIELD,
                        List.of("x"),
                        Map.of("k", "v"),
                        Duration.ofNanos(1),
                        true,
                        false,
                        true,
                        List.of(new ToWorker.MountPoint("/data", true, -1)),
                        LIVE);
        return Stream.of(
                task,
                new ToWorker.Entries(entries),
                new ToWorker.Begin(),
                new ToWorker.Cancel(),
                new ToWorker.Listing(entries, true),
                new ToWorker.Heard(),
                new ToWorker.Refused("no"));
    }

    @ParameterizedTest
    @MethodSource
    void toWorker(ToWorker message) throws ProtocolException {
        assertThat(ToWorkerCodec.decode(ToWorkerCodec.encode(message))).isEqualTo(message);
    }

    /** A field that is new must be sent too, or a worker would not keep that limit. */
    @Test
    void every_field_of_a_policy_is_sent() throws ReflectiveOperationException {
        Set<String> untouched = new HashSet<>();
        for (Field field : ExecutionPolicy.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                Object usual = field.get(ExecutionPolicy.defaults());
                Object here = field.get(EVERY_FIELD);
                if (here == null || here.equals(usual)) {
                    untouched.add(field.getName());
                }
            }
        }

        assertThat(untouched).isEqualTo(NOT_SENT);
    }

    @Test
    void no_bytes_of_a_worker_do_more_than_to_be_refused() {
        Random random = new Random(7);
        List<byte[]> samples = fromWorker().map(FromWorkerCodec::encode).toList();
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] message = samples.get(i % samples.size()).clone();
            if (i % 3 == 0) {
                message = Arrays.copyOf(message, random.nextInt(message.length + 8));
            }
            for (int change = random.nextInt(4); change > 0 && message.length > 0; change--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt();
            }
            understood += understands(message) ? 1 : 0;
        }

        assertThat(understood).isBetween(1, 19_999);
    }

    private static boolean understands(byte[] message) {
        try {
            var _ = FromWorkerCodec.decode(message);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    @Test
    void nothing_is_allocated_for_a_length_that_is_not_there() {
        byte[] claims = new WireOutput(6).number8(0).number32(Wire.PIECE).toByteArray();
        byte[] huge = {0x7f, -1, -1, -1};

        assertThatThrownBy(() -> FromWorkerCodec.decode(claims))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("too early");
        assertThatThrownBy(() ->
                        new FrameReader(new ByteArrayInputStream(huge), Wire.MAX_FROM_WORKER)
                                .next())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("2147483647");
    }
}
