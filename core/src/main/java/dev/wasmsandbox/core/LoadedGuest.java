package dev.wasmsandbox.core;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.engine.EngineException;
import dev.wasmsandbox.engine.ExecutionEngine;
import dev.wasmsandbox.engine.Guest;
import dev.wasmsandbox.hostfs.ArchiveTree;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.MountAccess;
import dev.wasmsandbox.wasi.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A language that is ready to run: one for each language and process, loaded when it is first needed.
 *
 * @param language what differs between the languages
 * @param guest its code and memory image
 * @param archive its own files, e.g. the standard library; shared by all runs
 */
public record LoadedGuest(Language language, Guest guest, Optional<DirectoryEntry> archive) {
    private static final Map<RuntimeType, LoadedGuest> LOADED = new EnumMap<>(RuntimeType.class);

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
            Language language = Language.of(runtime);
            ExecutionEngine engine = ExecutionEngine.shared();
            Guest guest = engine.load(language.bundle());
            Optional<DirectoryEntry> archive =
                    language.bundle().archiveMountPath().map(path -> archive(language, engine));
            return new LoadedGuest(language, guest, archive);
        } catch (EngineException e) {
            throw new SandboxUnavailableException(
                    "cannot start " + runtime.id() + ": " + e.getMessage(), e);
        }
    }

    /** Listed when a program first imports what the memory image does not have: most never do. */
    private static DirectoryEntry archive(Language language, ExecutionEngine engine) {
        return DirectoryEntry.deferred(() -> {
            Path file = engine.archive(language.bundle());
            try {
                return ArchiveTree.open(file).root();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot open the archive " + file, e);
            }
        });
    }

    /** Mounts the language's own files. */
    void mountArchive(Tree.Builder tree) {
        archive.ifPresent(files ->
                tree.mount(
                        language.bundle().archiveMountPath().orElseThrow(),
                        files,
                        MountAccess.READ_ONLY));
    }
}
