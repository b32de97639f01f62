package dev.wasmsandbox.wasi.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.engine.RunEnd;
import dev.wasmsandbox.wasi.testsuite.SuiteGuest.CaseRun;
import java.util.Map;

/**
 * What a case must leave behind where C cannot look: the end of its run, and what arrived on its streams.
 *
 * @param output standard output, one character for each byte
 * @param errors standard error, likewise
 */
record Expectation(RunEnd end, String output, String errors) {

    private static final Expectation USUAL = new Expectation(new RunEnd.Returned(0), "", "");

    private static final Map<String, Expectation> SPECIAL =
            Map.of(
                    "proc_exit/zero_ends_the_program",
                    exits(0),
                    "proc_exit/the_code_is_told",
                    exits(42),
                    "proc_exit/codes_go_up_to_255",
                    exits(255),
                    "proc_exit/larger_codes_are_cut_to_eight_bits",
                    exits(7),
                    "proc_exit/what_was_written_before_has_arrived",
                    new Expectation(new RunEnd.Exited(3), "last words", ""),
                    "fd_write/streams_get_the_bytes_in_order",
                    new Expectation(new RunEnd.Returned(0), "o\0ut\nmore", "\u00ff error"),
                    "fd_renumber/a_standard_stream_moves",
                    new Expectation(new RunEnd.Returned(0), "", "on standard error"));

    private static Expectation exits(int code) {
        return new Expectation(new RunEnd.Exited(code), "", "");
    }

    static Expectation of(String name) {
        return SPECIAL.getOrDefault(name, USUAL);
    }

    /** The cases that have an expectation of their own. */
    static Iterable<String> names() {
        return SPECIAL.keySet();
    }

    void check(CaseRun run) {
        assertThat(run.messages()).as("checks that failed").isEmpty();
        assertThat(run.end()).isEqualTo(end);
        assertThat(run.output()).as("standard output").isEqualTo(output);
        assertThat(run.errors()).as("standard error").isEqualTo(errors);
        assertThat(run.changes().get("/ro"))
                .as("changes of the read-only mount")
                .satisfies(changes -> assertThat(changes.isEmpty()).isTrue());
    }
}
