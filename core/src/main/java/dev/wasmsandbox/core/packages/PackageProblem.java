package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.core.text.MessageText;
import java.nio.file.Path;

/** Words what is wrong with a wheel or a directory of packages. */
final class PackageProblem {
    private PackageProblem() {}

    /** Says that a source cannot be used, why, and what to do. */
    static InvalidRequestException of(Path source, String reason) {
        return new InvalidRequestException(
                ErrorCode.INVALID_REQUEST,
                "cannot add the package " + MessageText.quote(source.toString()) + ": " + reason);
    }
}
