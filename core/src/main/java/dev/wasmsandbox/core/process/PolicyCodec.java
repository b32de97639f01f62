package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.PolicyValidationException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes and reads policies, except for their mounts: a worker knows where they are seen, not what they show. */
final class PolicyCodec {
    private static final int ANY = Wire.MAX_TO_WORKER;

    private PolicyCodec() {}

    static void write(WireOutput out, ExecutionPolicy policy) {
        out.number64(policy.fuelBudget())
                .number64(policy.memoryBytes())
                .number64(policy.stdoutMaxBytes())
                .number64(policy.stderrMaxBytes());
        write(out, policy.timeout().orElse(null));
        out.number64(policy.diskQuotaBytes())
                .number32(policy.maxFiles())
                .number32(policy.maxOpenFiles())
                .flag(policy.preserveLogs())
                .texts(policy.environment())
                .texts(policy.arguments())
                .text(policy.guestMountPath())
                .flag(policy.determinism().isPresent())
                .number64(policy.determinism().orElse(0));
    }

    static ExecutionPolicy policy(WireInput in) throws ProtocolException {
        ExecutionPolicy.Builder policy =
                ExecutionPolicy.builder()
                        .fuelBudget(number(in))
                        .memoryBytes(number(in))
                        .stdoutMaxBytes(number(in))
                        .stderrMaxBytes(number(in));
        Duration timeout = durationOrNull(in);
        if (timeout != null) {
            policy.timeout(timeout);
        }
        policy.diskQuotaBytes(number(in))
                .maxFiles(in.number32(0, Integer.MAX_VALUE))
                .maxOpenFiles(in.number32(0, Integer.MAX_VALUE))
                .preserveLogs(in.flag())
                .environment(in.textsByName(ANY, ANY))
                .arguments(in.texts(ANY, ANY))
                .guestMountPath(in.text(ANY));
        boolean deterministic = in.flag();
        long seed = in.number64(Long.MIN_VALUE, Long.MAX_VALUE);
        if (deterministic) {
            policy.determinismSeed(seed);
        }
        try {
            return policy.build();
        } catch (PolicyValidationException e) {
            throw new ProtocolException("no policy: " + e.getMessage());
        }
    }

    static void write(WireOutput out, @Nullable Duration duration) {
        out.flag(duration != null);
        if (duration != null) {
            out.number64(duration.getSeconds()).number32(duration.getNano());
        }
    }

    static @Nullable Duration durationOrNull(WireInput in) throws ProtocolException {
        return in.flag()
                ? Duration.ofSeconds(in.number64(0, Long.MAX_VALUE), in.number32(0, 999_999_999))
                : null;
    }

    private static long number(WireInput in) throws ProtocolException {
        return in.number64(0, Long.MAX_VALUE);
    }
}
