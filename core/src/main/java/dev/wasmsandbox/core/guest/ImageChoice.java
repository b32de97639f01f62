package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.engine.GuestBundle.ExtraImage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses the memory image that an interpreter starts from, within what its memory may become. Every choice is right, since
 * what an image has not can be imported from files; a good one spares the program hundreds of millions of instructions.
 */
final class ImageChoice {
    /** What must be left to a program above an image that it has use for. */
    static final long LEAST_FREE_BYTES = 4L << 20;

    /** What must be left above an image that may turn out to be of no use. */
    static final long AMPLY_FREE_BYTES = 16L << 20;

    private final List<ExtraImage> images;
    private final Set<String> modules;

    /**
     * Creates the choice among images.
     *
     * @param images beside the usual one; of two that suit alike, the first one is taken
     */
    ImageChoice(List<ExtraImage> images) {
        this.images = images;
        this.modules =
                images.stream()
                        .flatMap(image -> image.modules().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Chooses for one program; empty stands for the usual image.
     *
     * @param isOwn tells whether a module of this name is the program's own: what that imports is not looked at
     */
    Optional<ExtraImage> forProgram(byte[] code, Predicate<String> isOwn, long limitBytes) {
        return choose(code, isOwn, false, limitBytes);
    }

    /** Chooses for an interpreter that begins with a program and lives on. */
    Optional<ExtraImage> forSession(byte[] code, long limitBytes) {
        return choose(code, _ -> false, true, limitBytes);
    }

    private Optional<ExtraImage> choose(
            byte[] code, Predicate<String> isOwn, boolean goesOn, long limitBytes) {
        if (images.isEmpty()) {
            return Optional.empty();
        }
        Set<String> wanted = new HashSet<>();
        boolean[] anything = {goesOn};
        ImportScan.names(
                code,
                name -> {
                    if (modules.contains(name)) {
                        wanted.add(name);
                    } else if (!anything[0]) {
                        anything[0] = isOwn.test(name);
                    }
                });
        Optional<ExtraImage> best = withMost(wanted, limitBytes - LEAST_FREE_BYTES);
        if (!anything[0]) {
            return best;
        }
        Optional<ExtraImage> ample = withMost(modules, limitBytes - AMPLY_FREE_BYTES);
        return count(ample, wanted) < count(best, wanted) ? best : ample.or(() -> best);
    }

    /** The image of at most this size that has most of the modules. */
    private Optional<ExtraImage> withMost(Set<String> wanted, long mostBytes) {
        Optional<ExtraImage> best = Optional.empty();
        for (ExtraImage image : images) {
            Optional<ExtraImage> one = Optional.of(image);
            if (image.memoryBytes() <= mostBytes && count(one, wanted) > count(best, wanted)) {
                best = one;
            }
        }
        return best;
    }

    private static long count(Optional<ExtraImage> image, Set<String> wanted) {
        return image.map(one -> wanted.stream().filter(one.modules()::contains).count()).orElse(0L);
    }
}
