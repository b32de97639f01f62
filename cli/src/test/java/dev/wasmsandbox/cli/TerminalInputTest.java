package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.NonBlockingReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The terminal as the input of a run, and whose it is when the run has ended. */
class TerminalInputTest {
    /** Somebody who types one key, over and over, but the first only when the test says so. */
    private static final class SlowReader extends NonBlockingReader {
        final CountDownLatch looked = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final AtomicInteger looks = new AtomicInteger();
        final AtomicInteger taken = new AtomicInteger();
        private final int key;

        SlowReader(int key) {
            this.key = key;
        }

        @Override
        protected int read(long timeout, boolean isPeek) {
            (isPeek ? looks : taken).incrementAndGet();
            looked.countDown();
            try {
                mayGoOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return key;
        }

        @Override
        public int readBuffered(char[] target, int offset, int length, long timeout) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {NonBlockingReader.READ_EXPIRED, 'x'})
    void nothing_looks_at_the_terminal_or_takes_a_key_when_the_input_is_closed(int key)
            throws Exception {
        SlowReader reader = new SlowReader(key);
        TerminalInput input = new TerminalInput(reader);
        FutureTask<Integer> guest = new FutureTask<>(input::read);
        Thread.ofPlatform().daemon().start(guest);
        reader.looked.await();

        Thread closing = Thread.ofPlatform().daemon().start(input::close);
        while (closing.isAlive() && closing.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).as("it waits for the look").isTrue();
        reader.mayGoOn.countDown();
        closing.join();

        assertThat(guest.get()).isEqualTo(-1);
        assertThat(reader.looks).hasValue(1);
        assertThat(reader.taken).hasValue(0);
    }

    @Test
    void keys_that_are_typed_while_a_guest_runs_are_its_input() throws Exception {
        SlowReader reader = new SlowReader('\r');
        reader.mayGoOn.countDown();
        try (TerminalInput input = new TerminalInput(reader)) {
            assertThat(input.readNBytes(3)).containsExactly('\n', '\n', '\n');
        }
        assertThat(reader.taken).hasValue(3);
    }
}
