package dev.wasmsandbox.core.guest;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.engine.EngineException;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.Guest;
import dev.wasmsandbox.engine.GuestBundle;
import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A language that is ready to run: one for each language and process, loaded when it is first needed. Its further memory images are loaded when
 * a program first needs one of them.
 *
 * <p>Thread-safe.
 */
public final class LoadedGuest {
    private static final Map<RuntimeType, LoadedGuest> LOADED = new EnumMap<>(RuntimeType.class);

    private final Language language;
    private final ExecutionEngine engine;
    private final Guest guest;

    private final ImageChoice images;

    /** By build; filled when an image is first needed. */
    private final Map<String, GuestOnImage> onOtherImages = new ConcurrentHashMap<>();

    /** The language's own files, by the path where programs see them; shared by all runs. */
    private final Map<String, DirectoryEntry> archives = new LinkedHashMap<>();

    private LoadedGuest(Language language, ExecutionEngine engine) {
        this.language = language;
        this.engine = engine;
        this.guest = engine.load(language.bundle());
        this.images = new ImageChoice(language.bundle().extraImages());
        for (GuestBundle.Archive archive : language.bundle().archives()) {
            archives.put(archive.mountPath(), files(archive));
        }
    }

    /**
     * Finds or loads a language. The first time on a machine its code is compiled, which takes seconds.
     *
     * @throws SandboxUnavailableException if something that every run needs is missing
     */
    public static LoadedGuest of(RuntimeType runtime) {
        synchronized (LOADED) {
            LoadedGuest known = LOADED.get(runtime);
            if (known == null) {
                known = load(runtime);
                LOADED.put(runtime, known);
            }
            return known;
        }
    }

    private static LoadedGuest load(RuntimeType runtime) {
        try {
            return new LoadedGuest(Language.of(runtime), ExecutionEngine.shared());
        } catch (EngineException e) {
            throw new SandboxUnavailableException(
                    "cannot start " + runtime.id() + ": " + e.getMessage(), e);
        }
    }

    /** What differs between the languages. */
    public Language language() {
        return language;
    }

    /** The language on its usual memory image. */
    public Guest guest() {
        return guest;
    }

    /**
     * The language on the memory image that suits a program best.
     *
     * @param code the program
     * @param isOwn tells whether a module of this name is in the program's workspace
     * @param memoryLimitBytes what its memory may become
     */
    public GuestOnImage forProgram(byte[] code, Predicate<String> isOwn, long memoryLimitBytes) {
        return on(images.forProgram(code, isOwn, memoryLimitBytes));
    }

    /**
     * The language on the memory image that suits best an interpreter that lives on: what it will import later, nobody knows.
     *
     * @param code the first program
     * @param memoryLimitBytes what its memory may become
     */
    public GuestOnImage forSession(byte[] code, long memoryLimitBytes) {
        return on(images.forSession(code, memoryLimitBytes));
    }

    /**
     * The language on the memory image that a saved interpreter belongs to.
     *
     * @throws IllegalArgumentException if it belongs to another build of the language
     */
    public GuestOnImage ofBuild(String buildHash) {
        Optional<GuestBundle.ExtraImage> image =
                language.bundle().extraImages().stream()
                        .filter(one -> one.buildHash().equals(buildHash))
                        .findFirst();
        if (image.isEmpty() && !language.hasBuild(buildHash)) {
            throw new IllegalArgumentException("there is no build " + buildHash + " here");
        }
        return on(image);
    }

    private GuestOnImage on(Optional<GuestBundle.ExtraImage> image) {
        return image.map(wanted ->
                        onOtherImages.computeIfAbsent(
                                wanted.buildHash(),
                                build ->
                                        new GuestOnImage(
                                                build,
                                                engine.load(language.bundle(), wanted, guest))))
                .orElseGet(() -> new GuestOnImage(language.bundle().buildHash(), guest));
    }

    /** Listed when a program first imports what the memory image does not have: most never do. */
    private DirectoryEntry files(GuestBundle.Archive archive) {
        return DirectoryEntry.deferred(() -> {
            Path file = engine.archive(language.bundle(), archive);
            try {
                return ArchiveTree.open(file).root();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot open the archive " + file, e);
            }
        });
    }

    /** Mounts the language's own files. */
    public void mountArchives(Tree.Builder tree) {
        archives.forEach((path, files) -> tree.mount(path, files, MountAccess.READ_ONLY));
    }

    /** Makes a tree of the language's own files and nothing else. */
    public Tree ownFiles() {
        Tree.Builder tree = Tree.builder();
        mountArchives(tree);
        try {
            return tree.build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the language's own files", e);
        }
    }
}
