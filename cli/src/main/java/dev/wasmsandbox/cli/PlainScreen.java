package dev.wasmsandbox.cli;

import java.io.InputStream;
import java.util.Map;

/** Pipes and files: the guest's output as it is, and no input, since that is the code. */
final class PlainScreen implements ReplScreen {
    private final Surroundings surroundings;

    PlainScreen(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void output(Channel channel, byte[] bytes) {
        switch (channel) {
            case STDOUT -> surroundings.write(bytes);
            case STDERR -> surroundings.err().write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void say(String text) {
        surroundings.print(text);
    }

    @Override
    public void note(String text) {
        // Programs know what they asked for.
    }

    @Override
    public void complain(String message) {
        surroundings.complain(message);
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public void ended() {
        // Whoever reads it takes it as it is.
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public boolean interactive() {
        return false;
    }
}
