package dev.wasmsandbox.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.engine.RunEnd.StopReason;
import dev.wasmsandbox.engine.RunEnd.TrapKind;
import dev.wasmsandbox.wasi.CappedOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which a run can end, under each reset method. */
class InstanceIT {
    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void returns_the_exit_code(ResetMethod method) {
        RunReport report = ProbeGuest.on(method).run(ProbeGuest.request(ProbeGuest.RETURN, 42));

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(42));
        assertThat(report.fuelConsumed()).isPositive();
        assertThat(report.memoryBytes()).isEqualTo(ProbeGuest.IMAGE_BYTES);
        assertThat(report.memoryRefused()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void stops_an_endless_loop_when_its_fuel_is_used_up(ResetMethod method) {
        RunReport report =
                ProbeGuest.on(method)
                        .run(ProbeGuest.request(ProbeGuest.LOOP), new RunLimits(1_000_000, null));

        assertThat(report.end()).isEqualTo(new RunEnd.Stopped(StopReason.OUT_OF_FUEL));
        assertThat(report.fuelConsumed()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void stops_an_endless_loop_when_its_time_is_over(ResetMethod method) {
        RunLimits limits = new RunLimits(Long.MAX_VALUE, Duration.ofMillis(50));

        RunReport report = ProbeGuest.on(method).run(ProbeGuest.request(ProbeGuest.LOOP), limits);

        assertThat(report.end()).isEqualTo(new RunEnd.Stopped(StopReason.TIMEOUT));
        assertThat(report.nanos()).isGreaterThanOrEqualTo(50_000_000);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void stops_a_sleep_when_its_time_is_over(ResetMethod method) {
        RunLimits limits = new RunLimits(1_000_000, Duration.ofMillis(50));

        RunReport report =
                ProbeGuest.on(method).run(ProbeGuest.request(ProbeGuest.SLEEP, 3_600_000), limits);

        assertThat(report.end()).isEqualTo(new RunEnd.Stopped(StopReason.TIMEOUT));
        assertThat(report.nanos()).isBetween(50_000_000L, Duration.ofMinutes(1).toNanos());
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void lets_a_sleep_under_the_limit_end(ResetMethod method) {
        RunLimits limits = new RunLimits(1_000_000, Duration.ofMinutes(1));

        RunReport report =
                ProbeGuest.on(method).run(ProbeGuest.request(ProbeGuest.SLEEP, 20), limits);

        assertThat(report.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(report.nanos()).isGreaterThanOrEqualTo(20_000_000);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void stops_a_loop_and_a_sleep_that_are_cancelled(ResetMethod method) {
        for (int operation : new int[] {ProbeGuest.LOOP, ProbeGuest.SLEEP}) {
            RunControl control = new RunControl();
            CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS).execute(control::cancel);

            RunReport report =
                    ProbeGuest.on(method)
                            .run(
                                    ProbeGuest.request(operation, 3_600_000),
                                    new RunLimits(Long.MAX_VALUE, null),
                                    control,
                                    message -> HostCalls.Refusal.UNKNOWN_TYPE);

            assertThat(report.end()).isEqualTo(new RunEnd.Stopped(StopReason.CANCELLED));
        }
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void reports_each_trap_by_its_kind(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        assertTrap(probe, ProbeGuest.UNREACHABLE, TrapKind.UNREACHABLE);
        assertTrap(probe, ProbeGuest.DIVIDE_BY_ZERO, TrapKind.INTEGER_FAULT);
        assertTrap(probe, ProbeGuest.READ_OUTSIDE, TrapKind.MEMORY_OUT_OF_BOUNDS);
        assertTrap(probe, ProbeGuest.RECURSE, TrapKind.STACK_OVERFLOW);
        assertTrap(probe, ProbeGuest.RECURSE_WITH_HOST_CALLS, TrapKind.STACK_OVERFLOW);
        assertTrap(probe, ProbeGuest.BREAK_CONTRACT, TrapKind.GUEST_FAULT);
    }

    private static void assertTrap(ProbeGuest probe, int operation, TrapKind kind) {
        RunReport report = probe.run(ProbeGuest.request(operation));

        assertThat(report.end())
                .isInstanceOfSatisfying(
                        RunEnd.Trapped.class, trap -> assertThat(trap.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void ends_with_the_code_of_proc_exit(ResetMethod method) {
        assertThat(ProbeGuest.on(method).run(ProbeGuest.request(ProbeGuest.EXIT, 7)).end())
                .isEqualTo(new RunEnd.Exited(7));
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void lets_memory_grow_under_and_at_the_limit_and_not_over_it(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);
        int pagesToLimit = (int) ((ProbeGuest.MEMORY_LIMIT - ProbeGuest.IMAGE_BYTES) >> 16);

        RunReport under = probe.run(ProbeGuest.request(ProbeGuest.GROW, pagesToLimit - 1));
        RunReport at = probe.run(ProbeGuest.request(ProbeGuest.GROW, pagesToLimit));
        RunReport over = probe.run(ProbeGuest.request(ProbeGuest.GROW, pagesToLimit + 1));

        assertThat(under.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(at.end()).isEqualTo(new RunEnd.Returned(0));
        assertThat(at.memoryBytes()).isEqualTo(ProbeGuest.MEMORY_LIMIT);
        assertThat(over.end()).isEqualTo(new RunEnd.Returned(1));
        assertThat(over.memoryBytes()).isEqualTo(ProbeGuest.IMAGE_BYTES);
        assertThat(over.memoryRefused()).isEqualTo(method.usesSlots());
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void reports_an_exception_of_the_host_as_a_value(ResetMethod method) {
        for (Throwable failure :
                new Throwable[] {new IllegalStateException("x"), new StackOverflowError()}) {
            RunReport report =
                    ProbeGuest.on(method)
                            .run(
                                    ProbeGuest.request(ProbeGuest.MESSAGE),
                                    ProbeGuest.PLENTY,
                                    new RunControl(),
                                    message -> {
                                        throw sneaky(failure);
                                    });

            assertThat(report.end()).isEqualTo(new RunEnd.HostFailed(failure));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void answers_messages_and_refuses_unknown_ones(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);
        byte[] answer = "0123456789".getBytes(StandardCharsets.UTF_8);
        byte[] request = ProbeGuest.request(ProbeGuest.MESSAGE, 0x64636261);

        RunReport answered =
                probe.run(
                        request,
                        ProbeGuest.PLENTY,
                        new RunControl(),
                        message -> {
                            assertThat(message).asString().isEqualTo("abcd");
                            return new HostCalls.Reply(answer);
                        });
        RunReport refused = probe.run(request);

        assertThat(answered.end()).isEqualTo(new RunEnd.Returned(answer.length));
        assertThat(refused.end()).isInstanceOf(RunEnd.Trapped.class);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void runs_again_after_a_return_and_never_after_a_trap(ResetMethod method) {
        ProbeGuest.on(method)
                .use(instance -> {
                    runOn(instance, ProbeGuest.RETURN);
                    assertThat(instance.isReady()).isTrue();
                    runOn(instance, ProbeGuest.UNREACHABLE);
                    assertThat(instance.isReady()).isFalse();
                    assertThatThrownBy(() -> runOn(instance, ProbeGuest.RETURN))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("SPENT");
                });
    }

    @Test
    void does_not_blame_a_run_for_the_memory_that_an_earlier_one_asked_for() {
        ProbeGuest.on(ResetMethod.COMPARE)
                .use(instance -> {
                    RunReport greedy = runOn(instance, ProbeGuest.GROW, 1_000);
                    RunReport next = runOn(instance, ProbeGuest.UNREACHABLE);

                    assertThat(greedy.memoryRefused()).isTrue();
                    assertThat(next.memoryRefused()).isFalse();
                    assertThat(next.end())
                            .isInstanceOfSatisfying(
                                    RunEnd.Trapped.class,
                                    trap ->
                                            assertThat(trap.kind())
                                                    .isEqualTo(RunEnd.TrapKind.UNREACHABLE));
                });
    }

    private static RunReport runOn(Instance instance, int operation, int operand) {
        return instance.run(
                ProbeGuest.request(operation, operand),
                ProbeGuest.PLENTY,
                new RunControl(),
                message -> HostCalls.Refusal.UNKNOWN_TYPE);
    }

    private static RunReport runOn(Instance instance, int operation) {
        return instance.run(
                ProbeGuest.request(operation),
                ProbeGuest.PLENTY,
                new RunControl(),
                message -> HostCalls.Refusal.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void keeps_no_more_of_a_flood_than_the_cap(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);
        CappedOutput stdout = new CappedOutput(10_000);

        ProbeGuest.onThread(
                probe.engine(),
                () -> {
                    GuestClock clock = GuestClock.system();
                    try (Instance instance =
                            probe.guest()
                                    .instantiate(
                                            ProbeGuest.wasi(clock, stdout),
                                            clock,
                                            ProbeGuest.MEMORY_LIMIT)) {
                        return instance.run(
                                ProbeGuest.request(ProbeGuest.FLOOD),
                                new RunLimits(1_000_000, null),
                                new RunControl(),
                                message -> HostCalls.Refusal.UNKNOWN_TYPE);
                    }
                });

        assertThat(stdout.truncated()).isTrue();
        assertThat(stdout.size()).isLessThanOrEqualTo(10_000);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void refuses_threads_whose_stack_it_does_not_know(ResetMethod method) {
        GuestClock clock = GuestClock.system();

        assertThatThrownBy(() ->
                        ProbeGuest.on(method)
                                .guest()
                                .instantiate(
                                        ProbeGuest.wasi(clock, new CappedOutput(1)),
                                        clock,
                                        ProbeGuest.MEMORY_LIMIT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no guest thread");
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void a_virtual_clock_goes_on_by_fuel_and_sleeps_in_no_time(ResetMethod method) {
        ProbeGuest probe = ProbeGuest.on(method);

        long realNanos =
                ProbeGuest.onThread(
                        probe.engine(),
                        () -> {
                            GuestClock clock = GuestClock.virtual(Instant.EPOCH);
                            try (Instance instance =
                                    probe.guest()
                                            .instantiate(
                                                    ProbeGuest.wasi(clock, new CappedOutput(1)),
                                                    clock,
                                                    ProbeGuest.MEMORY_LIMIT)) {
                                long begin = System.nanoTime();
                                RunReport slept = runSleep(instance, 3_600_000);
                                assertThat(slept.end()).isEqualTo(new RunEnd.Returned(0));
                                assertThat(clock.monotonicNanos())
                                        .isGreaterThanOrEqualTo(3_600_000_000_000L)
                                        .isLessThan(3_600_001_000_000L);
                                return System.nanoTime() - begin;
                            }
                        });

        assertThat(realNanos).isLessThan(Duration.ofMinutes(1).toNanos());
    }

    private static RunReport runSleep(Instance instance, int millis) {
        return instance.run(
                ProbeGuest.request(ProbeGuest.SLEEP, millis),
                ProbeGuest.PLENTY,
                new RunControl(),
                message -> HostCalls.Refusal.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void lets_a_guest_pay_for_what_the_host_does_for_it(ResetMethod method) {
        RunReport small = sendMessage(method, 1_000, 1_000_000);
        RunReport large = sendMessage(method, 11_000, 1_000_000);
        RunReport poor = sendMessage(method, 11_000, 50_000);

        assertThat(large.fuelConsumed() - small.fuelConsumed())
                .isEqualTo(10_000 * HostFunctions.FUEL_PER_MESSAGE_BYTE);
        assertThat(poor.fuelConsumed()).isEqualTo(50_000);
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void lets_a_guest_pay_for_each_call(ResetMethod method) {
        long few = calls(method, 1_024, 1_000_000_000).fuelConsumed();
        long many = calls(method, 11_264, 1_000_000_000).fuelConsumed();
        RunReport poor = calls(method, 100_000_000, 1_000_000);

        assertThat((many - few) / 10_240)
                .isBetween(HostFunctions.FUEL_PER_STEP + 1, HostFunctions.FUEL_PER_STEP + 20);
        assertThat(poor.end()).isEqualTo(new RunEnd.Stopped(RunEnd.StopReason.OUT_OF_FUEL));
    }

    private static RunReport calls(ResetMethod method, int count, long fuel) {
        return ProbeGuest.on(method)
                .run(ProbeGuest.request(ProbeGuest.CALLS, count), new RunLimits(fuel, null));
    }

    @ParameterizedTest
    @EnumSource(ResetMethod.class)
    void does_not_let_a_guest_pay_for_its_request(ResetMethod method) {
        byte[] small = ProbeGuest.request(ProbeGuest.RETURN, 1);
        byte[] large = Arrays.copyOf(small, 100_000);

        assertThat(ProbeGuest.on(method).run(large).fuelConsumed())
                .isEqualTo(ProbeGuest.on(method).run(small).fuelConsumed());
    }

    private static RunReport sendMessage(ResetMethod method, int length, long fuel) {
        byte[] request = Arrays.copyOf(ProbeGuest.request(ProbeGuest.MESSAGE, 0), 1 + length);
        return ProbeGuest.on(method).run(request, new RunLimits(fuel, null));
    }
}
