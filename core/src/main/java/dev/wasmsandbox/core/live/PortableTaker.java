package dev.wasmsandbox.core.live;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.GuestMessages;
import dev.wasmsandbox.core.guest.GuestOnImage;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.core.guest.StateTexts;
import dev.wasmsandbox.engine.EngineException;
import dev.wasmsandbox.engine.GuestRequest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.engine.RunLimits;
import dev.wasmsandbox.engine.RunReport;
import dev.wasmsandbox.wasi.CappedOutput;
import dev.wasmsandbox.wasi.WasiConfig;
import dev.wasmsandbox.wasi.WasiPreview1;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a copy of an interpreter for the variables that JSON can hold, and throws it away: the interpreter itself sees nothing of that.
 * The copy has no files of the session, little fuel and little time.
 */
public final class PortableTaker {
    private static final Logger LOG = System.getLogger(PortableTaker.class.getName());
    private static final Duration LIMITS_TIME = Duration.ofSeconds(1);
    private static final RunLimits LIMITS = new RunLimits(1_000_000_000, LIMITS_TIME);

    /** What an interpreter may say. */
    public static final int MOST_BYTES =
            PortableState.MOST_BYTES + PortableState.MOST_NAMES * PortableState.LONGEST_NAME;

    /** The longest that it takes. */
    public static Duration longest() {
        return LIMITS_TIME;
    }

    /** What it needs beside what the interpreter has. */
    private static final long ROOM_BYTES = 32L << 20;

    private PortableTaker() {}

    /** Returns what an interpreter says, for {@link PortableState#printed}; empty if it says nothing, or not in time. */
    public static Optional<String> ask(LoadedGuest guest, InterpreterState state) {
        GuestTime time =
                GuestTime.resume(ExecutionPolicy.defaults(), state.clockNanos(), state.entropy());
        CappedOutput out = new CappedOutput(MOST_BYTES);
        WasiConfig config =
                WasiConfig.builder()
                        .clocks(time.clock())
                        .standardOutput(out)
                        .standardError(new CappedOutput(0))
                        .build();
        try (WasiPreview1 wasi = new WasiPreview1(guest.ownFiles(), config)) {
            GuestOnImage image = guest.ofBuild(state.buildHash());
            Instance copy =
                    image.guest()
                            .restore(
                                    wasi,
                                    time.clock(),
                                    state.memory().memoryBytes() + ROOM_BYTES,
                                    state.memory());
            try {
                RunReport report =
                        copy.run(request(guest), LIMITS, new RunControl(), new GuestMessages());
                out.finish();
                boolean said = report.end() instanceof RunEnd.Returned(int code) && code == 0;
                return said && !out.truncated() ? Optional.of(out.text()) : Optional.empty();
            } finally {
                copy.close();
            }
        } catch (IllegalArgumentException | EngineException e) {
            LOG.log(Level.DEBUG, "An interpreter cannot be asked for its variables.", e);
            return Optional.empty();
        }
    }

    private static byte[] request(LoadedGuest guest) {
        String program = "/portable";
        return new GuestRequest(
                        GuestRequest.Operation.EXECUTE,
                        Set.of(),
                        StateTexts.portable(
                                        guest.language().runtime(),
                                        PortableState.MOST_BYTES,
                                        PortableState.MOST_NAMES)
                                .getBytes(StandardCharsets.UTF_8),
                        program,
                        "/",
                        List.of(program),
                        Map.of())
                .encode();
    }
}
