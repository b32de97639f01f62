package dev.wasmsandbox.core.checkpoint;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.RuntimeType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint says of itself before its contents.
 *
 * @param runtime the language
 * @param buildHash the build of the language
 * @param base the content hash of the checkpoint that it is an increment to; empty if it is whole
 */
public record SavedHeader(RuntimeType runtime, String buildHash, Optional<String> base) {

    /** Returns what the checkpoint has to be read with: the base if it needs one, else null. */
    @Nullable SavedCheckpoint requireBase(@Nullable SavedCheckpoint given) {
        if (base.isEmpty()) {
            return null;
        }
        if (given == null) {
            throw mismatch("read that one first, and give it as the base");
        }
        if (!given.contentHash().equals(base.get())) {
            throw mismatch("the base that was given is " + given.contentHash());
        }
        if (given.runtime() != runtime || !given.buildHash().equals(buildHash)) {
            throw mismatch("that is one of another language or build");
        }
        return given;
    }

    private CheckpointException mismatch(String why) {
        return new CheckpointException(
                ErrorCode.CHECKPOINT_MISMATCH,
                "the checkpoint cannot be used alone: it is an increment to checkpoint "
                        + base.orElse("")
                        + "; "
                        + why);
    }
}
