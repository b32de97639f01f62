package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import dev.wasmsandbox.engine.RunLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks in an interpreter for what could stand at the end of a text. The interpreter is thrown away afterwards, and nothing of its files is
 * stored, so whatever of the program runs meanwhile leaves no trace. Runs on a guest thread, once.
 */
public final class Completion implements GuestTask<FoundNames> {
    /** Who waits for it is typing. */
    private static final Duration MOST_TIME = Duration.ofSeconds(1);

    private static final long MOST_FUEL = 500_000_000;

    private final SessionContext context;
    private final LoadedGuest guest;
    private final ExecutionRequest text;
    private final RunControl control;
    private final Interpreters interpreters;
    private @Nullable RunResources resources;
    private @Nullable Instance instance;

    /** Where the interpreter comes from. */
    public interface Interpreters {
        /** Time and randomness for it; asked first. */
        GuestTime time();

        /** Starts it over files. */
        Instance start(RunResources files, GuestTime time);
    }

    /**
     * Prepares to look.
     *
     * @param text what stands before the cursor
     */
    public Completion(
            SessionContext context,
            LoadedGuest guest,
            byte[] text,
            RunControl control,
            Interpreters interpreters) {
        this.context = context;
        this.guest = guest;
        this.text = ExecutionRequest.builder(text).build();
        this.control = control;
        this.interpreters = interpreters;
    }

    /** An interpreter that starts. */
    static Interpreters fresh(SessionContext context, LoadedGuest guest) {
        return new Interpreters() {
            @Override
            public GuestTime time() {
                return GuestTime.begin(context.policy());
            }

            @Override
            public Instance start(RunResources files, GuestTime time) {
                return guest.guest()
                        .instantiate(files.wasi(), time.clock(), context.policy().memoryBytes());
            }
        };
    }

    static RunLimits limits(ExecutionPolicy policy) {
        return new RunLimits(Math.min(policy.fuelBudget(), MOST_FUEL), timeout(policy));
    }

    /** How long it may take. */
    public static Duration timeout(ExecutionPolicy policy) {
        return policy.timeout().filter(limit -> limit.compareTo(MOST_TIME) < 0).orElse(MOST_TIME);
    }

    /** What is asked of a guest: to look at the code before the cursor. */
    public static byte[] before(String code, int cursor) {
        return code.substring(0, cursor).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public FoundNames run() {
        GuestTime time = interpreters.time();
        RunResources opened = RunResources.open(context, guest, text, time, true);
        resources = opened;
        Instance started = interpreters.start(opened, time);
        instance = started;
        Optional<FoundNames> found = opened.look(started, control);
        return found.orElseGet(() -> new FoundNames("", List.of(), false));
    }

    @Override
    public void tidyUp() {
        if (instance != null) {
            instance.close();
        }
        if (resources != null) {
            resources.close();
        }
    }
}
