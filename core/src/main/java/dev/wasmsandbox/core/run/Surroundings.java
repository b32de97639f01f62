package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.engine.GuestBundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a program finds around it: its arguments and its environment. */
public final class Surroundings {
    private Surroundings() {}

    /** The program's name, then the request's arguments, or else the policy's. */
    static List<String> arguments(
            String program, ExecutionPolicy policy, ExecutionRequest request) {
        List<String> arguments = new ArrayList<>();
        arguments.add(program);
        arguments.addAll(request.arguments().orElse(policy.arguments()));
        return arguments;
    }

    /** The shorter one of the policy's and the request's own time limit; empty if there is none. */
    public static Optional<Duration> timeout(ExecutionPolicy policy, ExecutionRequest request) {
        return Stream.of(policy.timeout(), request.timeout())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** The policy's variables and the request's; null when that is what the memory image has already. */
    static @Nullable Map<String, String> environment(
            GuestBundle bundle, ExecutionPolicy policy, ExecutionRequest request) {
        if (request.environment().isEmpty() && policy.environment().equals(bundle.environment())) {
            return null;
        }
        return environment(policy, request);
    }

    /** The policy's variables and the request's. */
    static Map<String, String> environment(ExecutionPolicy policy, ExecutionRequest request) {
        Map<String, String> environment = new LinkedHashMap<>(policy.environment());
        environment.putAll(request.environment());
        return environment;
    }
}
