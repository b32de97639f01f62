package dev.wasmsandbox.wasi;

import java.util.List;

/**
 * How a mount differs from what was mounted. All paths are relative to the mount, with {@code /} between names, sorted;
 * parents come before what is in them. A renamed node is one that was deleted and one that was created; so is one whose
 * kind changed.
 *
 * <p>To bring a copy of the mounted tree to the new state: remove {@code deletedFiles}, {@code deletedLinks}, then
 * {@code deletedDirectories} from the last to the first; then make {@code createdDirectories}, write {@code
 * createdFiles} and {@code modifiedFiles}, make {@code createdLinks}.
 *
 * <p>Contents stay valid until the {@link Tree} is closed.
 *
 * @param createdFiles files that were not there, or not as files
 * @param modifiedFiles files that were there and whose bytes differ now
 * @param deletedFiles files that are no longer there, or no longer files
 * @param createdDirectories directories that were not there
 * @param deletedDirectories directories that are no longer there
 * @param createdLinks symbolic links that were not there or pointed elsewhere
 * @param deletedLinks symbolic links that are no longer there or point elsewhere now
 */
public record Changes(
        List<ChangedFile> createdFiles,
        List<ChangedFile> modifiedFiles,
        List<String> deletedFiles,
        List<String> createdDirectories,
        List<String> deletedDirectories,
        List<ChangedLink> createdLinks,
        List<String> deletedLinks) {

    /**
     * The new content of a file.
     *
     * @param path relative to the mount
     * @param content the bytes; a {@link ScratchFile} if they are in scratch space already
     * @param modifiedNanos when it was last changed, in nanoseconds since 1970
     */
    public record ChangedFile(String path, Blob content, long modifiedNanos) {}

    /**
     * A new symbolic link.
     *
     * @param path relative to the mount
     * @param target as the guest chose it: it may climb out of the mount, where it leads the guest nowhere, but a host anywhere
     */
    public record ChangedLink(String path, String target) {

        /**
         * Tells whether the link stays inside the mount wherever that is put: its target is relative and climbs only at
         * its beginning, and not further than the link is deep. (Climbing after a name could start from wherever
         * another link leads.)
         */
        public boolean staysInside() {
            if (target.startsWith("/")) {
                return false;
            }
            int depth = (int) path.chars().filter(c -> c == '/').count();
            boolean named = false;
            for (String part : target.split("/", -1)) {
                if (part.equals("..")) {
                    depth--;
                    if (named || depth < 0) {
                        return false;
                    }
                } else if (!part.isEmpty() && !part.equals(".")) {
                    named = true;
                }
            }
            return true;
        }
    }

    /** Tells whether nothing differs. */
    public boolean isEmpty() {
        return createdFiles.isEmpty()
                && modifiedFiles.isEmpty()
                && deletedFiles.isEmpty()
                && createdDirectories.isEmpty()
                && deletedDirectories.isEmpty()
                && createdLinks.isEmpty()
                && deletedLinks.isEmpty();
    }
}
