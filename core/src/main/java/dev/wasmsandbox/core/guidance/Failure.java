package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.TrapReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a run that did not end well, for the rules that advise.
 *
 * @param runtime its language
 * @param policy what it could use
 * @param outcome how it ended
 * @param signs what the host saw of it
 * @param fuel where its fuel went
 * @param code the program
 * @param files tells the paths of the files in the workspace after the run; asked only by rules that need them
 */
public record Failure(
        RuntimeType runtime,
        ExecutionPolicy policy,
        Outcome outcome,
        Signs signs,
        FuelAnalysis fuel,
        String code,
        Supplier<List<String>> files) {

    /** Asks for the files once at most, however many rules need them: each time would open the workspace. */
    public Failure {
        files = new Once(files);
    }

    private static final class Once implements Supplier<List<String>> {
        private final Supplier<List<String>> source;
        private @Nullable List<String> files;

        Once(Supplier<List<String>> source) {
            this.source = source;
        }

        @Override
        public List<String> get() {
            List<String> known = files == null ? source.get() : files;
            files = known;
            return known;
        }
    }

    Optional<ErrorReport> error() {
        return outcome instanceof Outcome.GuestError(ErrorReport report)
                ? Optional.of(report)
                : Optional.empty();
    }

    @Nullable TrapReason trapReason() {
        return outcome.trapReason();
    }

    boolean isPython() {
        return runtime == RuntimeType.PYTHON;
    }
}
