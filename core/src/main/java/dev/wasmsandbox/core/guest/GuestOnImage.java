package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.engine.Guest;

/**
 * A language on one of its memory images.
 *
 * @param buildHash code and image, as saved interpreters name them
 * @param guest ready to be instantiated
 */
public record GuestOnImage(String buildHash, Guest guest) {}
