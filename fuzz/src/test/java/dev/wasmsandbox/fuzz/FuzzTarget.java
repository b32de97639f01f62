package dev.wasmsandbox.fuzz;

import java.io.IOException;
import java.util.List;

/** Something that is fed hostile bytes. One thread at a time; state that one input leaves must not reach the next. */
public interface FuzzTarget extends AutoCloseable {
    /**
     * Feeds it one input. Any bytes are a valid input; whatever is thrown is a finding.
     *
     * @param input not kept, not changed
     */
    void run(byte[] input) throws Exception;

    /** Well-formed inputs to begin with: what random bytes alone would not become in any time. */
    List<byte[]> seeds();

    /** Words that the format knows. */
    default List<String> words() {
        return List.of();
    }

    /** Tells roughly what the last input led to, where that is what shows whether it was a new kind of input. */
    default String behaviour() {
        return "";
    }

    @Override
    default void close() throws IOException {}
}
