package dev.wasmsandbox;

/**
 * A change of a workspace that could not be stored.
 *
 * @param path what was to be changed, relative to the workspace
 * @param reason why it could not, as the end of a sentence
 */
public record WorkspaceFailure(String path, String reason) {}
