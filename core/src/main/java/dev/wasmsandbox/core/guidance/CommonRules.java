package dev.wasmsandbox.core.guidance;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.core.text.GuestPaths;
import dev.wasmsandbox.core.text.MessageText;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Advises about what is the same in every language; asked last. */
final class CommonRules {
    static final List<Guidance.Rule> RULES =
            List.of(
                    CommonRules::syntaxError,
                    CommonRules::pathRestriction,
                    LimitRules::outputLimit);

    /** EACCES, EPERM, EROFS and ENOTCAPABLE of WASI: refused, whatever is there. */
    private static final Set<Long> REFUSED = Set.of(2L, 63L, 69L, 76L);

    private static final Set<String> REFUSED_CODES = Set.of("EACCES", "EPERM", "EROFS");

    private static final long NOT_FOUND = 44;

    /** How much of a message stands in advice. */
    private static final int SHOWN = 300;

    private CommonRules() {}

    private static @Nullable Advice syntaxError(Failure failure) {
        ErrorReport error = failure.error().orElse(null);
        if (error == null
                || !(error.phase() == ErrorReport.Phase.COMPILE
                        || error.name().equals("SyntaxError"))) {
            return null;
        }
        String place =
                error.line() == null
                        ? ""
                        : " in line "
                                + error.line()
                                + (error.column() == null ? "" : ", column " + error.column());
        Advice advice =
                new Advice("SyntaxError")
                        .step("Correct the code" + place + ": " + shown(error.message()) + ".")
                        .step("Check code without running it by Sandbox.validateCode.");
        if (failure.isPython() && error.name().matches("IndentationError|TabError")) {
            advice.step("Indent each block by four spaces, and never mix tabs with spaces.");
        }
        if (!failure.line().isEmpty()) {
            advice.example(failure.line());
        }
        return advice;
    }

    private static String shown(String message) {
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
    }

    private static @Nullable Advice pathRestriction(Failure failure) {
        String file = failure.attribute("filename");
        boolean refused =
                REFUSED.contains(failure.errno())
                        || REFUSED_CODES.contains(failure.attribute("code"));
        boolean absent =
                failure.errno() == NOT_FOUND && file.startsWith("/") && !isVisible(failure, file);
        if (!refused && !absent) {
            return null;
        }
        return pathRestriction(failure, file);
    }

    /** Advises about a path that the guest cannot use. */
    static Advice pathRestriction(Failure failure, String file) {
        String workspace = failure.policy().guestMountPath();
        String what = file.isEmpty() ? "that path" : MessageText.quote(file);
        Advice advice =
                new Advice("PathRestriction")
                        .step(
                                "Use a path under %s instead of %s: only the workspace can be written to."
                                        .formatted(workspace, what))
                        .step(
                                "Put files that the program needs into the workspace before the run, or mount their directory by ExecutionPolicy.mounts.");
        List<String> mounts = failure.policy().mounts().stream().map(Mount::guestPath).toList();
        if (!mounts.isEmpty()) {
            advice.step("Also there, as their mounts allow: " + String.join(", ", mounts) + ".");
        }
        return advice.example(
                        failure.isPython()
                                ? "open('%s/output.txt', 'w')".formatted(workspace)
                                : "std.open('%s/output.txt', 'w')".formatted(workspace))
                .docs("README.md", "SECURITY.md");
    }

    private static boolean isVisible(Failure failure, String file) {
        return GuestPaths.isUnder(file, failure.policy().guestMountPath())
                || failure.policy().mounts().stream()
                        .anyMatch(mount -> GuestPaths.isUnder(file, mount.guestPath()));
    }
}
