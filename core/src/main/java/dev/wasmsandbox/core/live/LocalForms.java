package dev.wasmsandbox.core.live;

import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.guest.LoadedGuest;
import dev.wasmsandbox.engine.GuestThreads;
import java.util.Optional;

/**
 * Asks in this process, on guest threads.
 *
 * @param language of the interpreters
 */
record LocalForms(Language language) implements LiveForms {
    @Override
    public boolean canAskHere() {
        return GuestThreads.isGuestThread();
    }

    @Override
    public Optional<String> ask(InterpreterState state) {
        return PortableTaker.ask(LoadedGuest.of(language.runtime()), state);
    }
}
