package dev.wasmsandbox;

import dev.wasmsandbox.core.policy.PolicyRules;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One piece of code to run, with what belongs to this run alone.
 *
 * <p>Immutable. What is not set is as the policy says; a request can add to the environment and shorten the time limit,
 * never lengthen it.
 */
public final class ExecutionRequest {
    private final byte[] code;
    private final @Nullable List<String> arguments;
    private final Map<String, String> environment;
    private final StandardInput standardInput;
    private final @Nullable Duration timeout;
    private final @Nullable OutputListener outputListener;
    private final boolean echo;

    /** Where the program's standard input comes from. */
    public sealed interface StandardInput {
        /**
         * Known bytes.
         *
         * @param content the bytes; do not change them
         */
        @SuppressWarnings(
                "ArrayRecordComponent") // never compared, and copied nowhere because it may be
        // large
        record Bytes(byte[] content) implements StandardInput {}

        /**
         * A stream that is read when the program reads; it is not closed.
         *
         * @param stream the stream
         */
        record Stream(InputStream stream) implements StandardInput {}
    }

    private ExecutionRequest(Builder from) {
        code = from.code;
        arguments =
                from.arguments == null ? null : PolicyRules.arguments("arguments", from.arguments);
        environment = PolicyRules.environment("environment", from.environment);
        standardInput = from.standardInput;
        timeout =
                from.timeout == null
                        ? null
                        : PolicyRules.timeout(
                                "timeout", from.timeout, ExecutionPolicy.Builder.MAX_TIMEOUT);
        outputListener = from.outputListener;
        echo = from.echo;
    }

    /** Makes a request for code alone. */
    public static ExecutionRequest of(String code) {
        return builder(code).build();
    }

    /** Begins a request for code given as text. */
    public static Builder builder(String code) {
        return builder(code.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins a request for code given as bytes, which reach the guest's parser as they are. */
    public static Builder builder(byte[] code) {
        return new Builder(code.clone());
    }

    /** Returns the code as bytes, a copy. */
    public byte[] code() {
        return code.clone();
    }

    /** Returns the code as text; bytes that are no UTF-8 show as U+FFFD. */
    public String codeText() {
        return new String(code, StandardCharsets.UTF_8);
    }

    /** Returns the program's arguments; empty if the policy's are to be taken. */
    public Optional<List<String>> arguments() {
        return Optional.ofNullable(arguments);
    }

    /** Returns the variables that are added to the policy's, or replace them by name. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns what the program reads from standard input. */
    public StandardInput standardInput() {
        return standardInput;
    }

    /** Returns this run's own time limit; the shorter one of it and the policy's counts. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns who hears the output while it is produced. */
    public Optional<OutputListener> outputListener() {
        return Optional.ofNullable(outputListener);
    }

    /** Returns whether the value of the last expression is shown, as at a prompt. */
    public boolean echo() {
        return echo;
    }

    /** Collects the parts of a request. */
    public static final class Builder {
        private final byte[] code;
        private @Nullable List<String> arguments;
        private Map<String, String> environment = new LinkedHashMap<>();
        private StandardInput standardInput = new StandardInput.Bytes(new byte[0]);
        private @Nullable Duration timeout;
        private @Nullable OutputListener outputListener;
        private boolean echo;

        private Builder(byte[] code) {
            this.code = code;
        }

        /** Sets the program's arguments, which follow its own name in {@code sys.argv} or {@code scriptArgs}. */
        public Builder arguments(List<String> values) {
            arguments = List.copyOf(values);
            return this;
        }

        /** Sets the program's arguments. */
        public Builder arguments(String... values) {
            return arguments(List.of(values));
        }

        /** Sets the variables that are added to the policy's. */
        public Builder environment(Map<String, String> variables) {
            environment = new LinkedHashMap<>(variables);
            return this;
        }

        /** Adds one variable. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Sets what the program reads from standard input; without it, there is nothing to read. */
        public Builder standardInput(byte[] content) {
            standardInput = new StandardInput.Bytes(content.clone());
            return this;
        }

        /** Sets text as what the program reads from standard input. */
        public Builder standardInput(String content) {
            standardInput = new StandardInput.Bytes(content.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Sets a stream that is read, by a thread of its own, when the program reads; it is not closed. */
        public Builder standardInput(InputStream stream) {
            standardInput = new StandardInput.Stream(stream);
            return this;
        }

        /** Sets a time limit for this run alone. */
        public Builder timeout(Duration limit) {
            timeout = limit;
            return this;
        }

        /** Sets who hears the output while it is produced. */
        public Builder outputListener(OutputListener listener) {
            outputListener = listener;
            return this;
        }

        /**
         * Sets whether the code is run as if it had been typed at the language's own prompt. Default false.
         *
         * <p>Then, if it ends in an expression, the value of that is written to standard output: in Python by {@code
         * sys.displayhook}, which writes the {@code repr} of what is not {@code None}; in JavaScript as {@code console.log}
         * shows a value within others, unless it is {@code undefined}. The next runs of an interpreter that lives on find it
         * as {@code _}. In tracebacks each piece of code has a name of its own, {@code <input-1>} and so on, and its lines
         * are shown whenever they were run. A program that asks to end has the outcome {@link Outcome.Exited}, with exit
         * code 0 too, so that whoever shows the prompt can end.
         */
        public Builder echo(boolean value) {
            echo = value;
            return this;
        }

        /**
         * Checks the parts and builds the request.
         *
         * @throws PolicyValidationException if a part has a value that is not allowed
         */
        public ExecutionRequest build() {
            return new ExecutionRequest(this);
        }
    }
}
