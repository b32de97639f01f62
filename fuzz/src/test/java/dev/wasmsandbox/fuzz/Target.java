package dev.wasmsandbox.fuzz;

import dev.wasmsandbox.cache.CacheTarget;
import dev.wasmsandbox.core.checkpoint.CheckpointTarget;
import dev.wasmsandbox.core.disk.MetadataTarget;
import dev.wasmsandbox.core.guest.MessagesTarget;
import dev.wasmsandbox.core.packages.WheelTarget;
import dev.wasmsandbox.core.policy.PolicyTarget;
import dev.wasmsandbox.core.workspace.WorkspaceTarget;
import dev.wasmsandbox.engine.BundleTarget;
import dev.wasmsandbox.engine.ImageTarget;
import dev.wasmsandbox.fuzz.wasi.WasiTarget;
import dev.wasmsandbox.hostfs.ArchiveTarget;
import java.io.IOException;
import java.util.Locale;

/** All that is fuzzed. */
enum Target {
    /** Sequences of WASI calls, against a model. */
    WASI,
    /** What guests tell their host. */
    MESSAGES,
    /** Policy files. */
    POLICY,
    /** Zip files that are mounted. */
    ARCHIVE,
    /** Files with the metadata of sessions. */
    METADATA,
    /** Folders of sessions, with anything in them. */
    WORKSPACE,
    /** What interpreters are restored from. */
    CHECKPOINT,
    /** Damaged entries of the cache. */
    CACHE,
    /** Memory images of guests. */
    IMAGE,
    /** Descriptions of guests. */
    BUNDLE,
    /** Packages that the host adds. */
    WHEEL,
    /** Programs in Python. */
    PYTHON,
    /** Programs in JavaScript. */
    JAVASCRIPT;

    /** The name in properties, in messages, and of the folder of kept inputs. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether new branches of our Java code tell which inputs are worth more; where compiled WebAssembly does the work, they
     * would not.
     */
    boolean guided() {
        return this != PYTHON && this != JAVASCRIPT;
    }

    /** Opens the target. */
    FuzzTarget open() throws IOException {
        return switch (this) {
            case WASI -> new WasiTarget();
            case MESSAGES -> new MessagesTarget();
            case POLICY -> new PolicyTarget();
            case ARCHIVE -> new ArchiveTarget();
            case METADATA -> new MetadataTarget();
            case WORKSPACE -> new WorkspaceTarget();
            case CHECKPOINT -> new CheckpointTarget();
            case CACHE -> new CacheTarget();
            case IMAGE -> new ImageTarget();
            case BUNDLE -> new BundleTarget();
            case WHEEL -> new WheelTarget();
            case PYTHON -> CodeTarget.python();
            case JAVASCRIPT -> CodeTarget.javaScript();
        };
    }

    /** Finds a target by its {@link #id()}. */
    static Target of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
