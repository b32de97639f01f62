package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.engine.GuestClock;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.InputSource;
import dev.wasmsandbox.wasi.OutputSink;
import dev.wasmsandbox.wasi.WasiConfig;
import java.util.Arrays;
import java.util.Optional;

/** What flows between one run and the world: standard streams, time and randomness. */
final class RunStreams {
    private final CappedOutput stdout;
    private final CappedOutput stderr;
    private final WasiConfig wasiConfig;

    private RunStreams(CappedOutput stdout, CappedOutput stderr, WasiConfig wasiConfig) {
        this.stdout = stdout;
        this.stderr = stderr;
        this.wasiConfig = wasiConfig;
    }

    static RunStreams of(ExecutionPolicy policy, ExecutionRequest request, GuestTime time) {
        CappedOutput stdout =
                capped(policy.stdoutMaxBytes(), request.outputListener(), Channel.STDOUT);
        CappedOutput stderr =
                capped(policy.stderrMaxBytes(), request.outputListener(), Channel.STDERR);
        WasiConfig config =
                WasiConfig.builder()
                        .clocks(time.clock())
                        .entropy(time.entropy())
                        .standardInput(input(request.standardInput(), time.clock()))
                        .standardOutput(stdout)
                        .standardError(stderr)
                        .maxOpenFiles(policy.maxOpenFiles())
                        .build();
        return new RunStreams(stdout, stderr, config);
    }

    private static CappedOutput capped(
            long maxBytes, Optional<OutputListener> listener, Channel channel) {
        int bytes = (int) Math.min(maxBytes, Integer.MAX_VALUE - 1024);
        return listener.map(to -> new CappedOutput(bytes, forwarding(to, channel)))
                .orElseGet(() -> new CappedOutput(bytes));
    }

    private static OutputSink forwarding(OutputListener listener, Channel channel) {
        return (bytes, offset, length) ->
                listener.output(channel, Arrays.copyOfRange(bytes, offset, offset + length));
    }

    private static InputSource input(ExecutionRequest.StandardInput input, GuestClock clock) {
        return switch (input) {
            case ExecutionRequest.StandardInput.Bytes(byte[] content) -> InputSource.of(content);
            case ExecutionRequest.StandardInput.Stream(var stream) ->
                    new StreamInput(stream, clock);
        };
    }

    /**
     * Ends the streams: hands over what is left.
     *
     * @return the outcome, or that a listener failed
     */
    Outcome finish(Outcome outcome) {
        stdout.finish();
        stderr.finish();
        return stdout.listenerFailure()
                .or(stderr::listenerFailure)
                .<Outcome>map(failure ->
                        new Outcome.HostFailure("the output listener failed: " + failure, failure))
                .orElse(outcome);
    }

    /**
     * Adds the last line of a stopped run to standard error. To be called when nothing can change the outcome any more: that files could not
     * be stored is such a line, too.
     */
    Outcome told(Outcome outcome) {
        TrapReason reason = outcome.trapReason();
        if (reason != null) {
            stderr.append(CapturedOutput.lastLine(reason, stderr.text()));
        }
        return outcome;
    }

    WasiConfig wasiConfig() {
        return wasiConfig;
    }

    CapturedOutput stdout() {
        return new CapturedOutput(stdout.toByteArray(), stdout.truncated());
    }

    CapturedOutput stderr() {
        return new CapturedOutput(stderr.toByteArray(), stderr.truncated());
    }
}
