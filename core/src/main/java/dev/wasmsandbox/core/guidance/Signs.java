package dev.wasmsandbox.core.guidance;

import java.util.List;

/**
 * What the host saw of a run while it went on.
 *
 * @param outputTruncated whether it wrote more than is kept
 * @param memoryRefused whether it asked for more memory than it may have
 * @param spaceRefused whether there was no room for what it wanted to write
 * @param refusedFiles the files that it could not open, the last ones in their order
 */
public record Signs(
        boolean outputTruncated,
        boolean memoryRefused,
        boolean spaceRefused,
        List<RefusedFile> refusedFiles) {

    /** Nothing was out of the ordinary. */
    public static final Signs NONE = new Signs(false, false, false, List.of());

    /** Copies the list. */
    public Signs {
        refusedFiles = List.copyOf(refusedFiles);
    }
}
