package dev.wasmsandbox.wasmtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wasmsandbox.cache.CacheException;
import dev.wasmsandbox.cache.PrivateCache;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads libwasmtime, once per process.
 *
 * <p>The library is looked for in the file named by the system property {@value #PROPERTY}, else among the resources of
 * {@code wasm-sandbox-wasmtime-natives}, from where it is copied to the cache of this user. It is loaded into the global arena and
 * never unloaded: its signal handlers stay installed, and unloading them ends the JVM at the next null pointer.
 */
public final class WasmtimeLibrary {

    /** System property that names a library file to use instead of the packed one. */
    public static final String PROPERTY = "dev.wasmsandbox.wasmtime.library";

    /** Version of the C API that this binding is written for. */
    public static final String VERSION = "50.0.1";

    /** A function that version 49 does not have. */
    private static final String PROBE = "wasmtime_config_wasm_compact_imports_set";

    private static final Object LOCK = new Object();
    private static volatile @Nullable SymbolLookup lookup;

    private WasmtimeLibrary() {}

    /**
     * Loads the library unless it is loaded; every entry to this module does so itself.
     *
     * @throws WasmtimeUnavailableException if there is no library for this platform, it cannot be loaded, or the JVM was told to
     *     deny native access
     */
    public static void load() {
        if (lookup != null) {
            return;
        }
        synchronized (LOCK) {
            if (lookup == null) {
                lookup = link(locate());
            }
        }
    }

    /** Returns this machine's platform, as the packed libraries name it, such as {@code linux-x86_64}. */
    public static String platform() {
        return Platform.current().name();
    }

    static MemorySegment symbol(String name) {
        load();
        SymbolLookup loaded = lookup;
        if (loaded == null) {
            throw new IllegalStateException("libwasmtime is not loaded");
        }
        return loaded.find(name)
                .orElseThrow(() ->
                        new LinkageError(
                                "libwasmtime " + VERSION + " should have the function " + name));
    }

    private static Path locate() {
        String property = System.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            Path file = Path.of(property).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new WasmtimeUnavailableException(
                        "the system property "
                                + PROPERTY
                                + " names "
                                + file
                                + ", which is not a file");
            }
            return file;
        }
        return extract(Platform.current());
    }

    private static Path extract(Platform platform) {
        String resource = "META-INF/native/" + platform.name() + "/" + platform.libraryName();
        String sha256;
        try (InputStream in = open(resource + ".sha256")) {
            if (in == null) {
                throw new WasmtimeUnavailableException(
                        "there is no libwasmtime for the platform "
                                + platform.name()
                                + " on the class path; add the jar wasm-sandbox-wasmtime-natives with the classifier "
                                + platform.name()
                                + ", or name a library file with -D"
                                + PROPERTY
                                + "=...");
            }
            sha256 = new String(in.readAllBytes(), US_ASCII).strip();
        } catch (IOException e) {
            throw new WasmtimeUnavailableException(
                    "cannot read the resource " + resource + ".sha256", e);
        }
        String name = platform.libraryName();
        try {
            return PrivateCache.ofUser()
                    .putVerified(
                            "natives",
                            sha256,
                            name.substring(name.lastIndexOf('.')),
                            () -> resource(resource));
        } catch (CacheException e) {
            throw new WasmtimeUnavailableException(
                    "cannot unpack libwasmtime: " + e.getMessage(), e);
        }
    }

    /** Asks the loader and not the class, because a class of a named module sees resources of its own module only. */
    private static @Nullable InputStream open(String resource) {
        return WasmtimeLibrary.class.getClassLoader().getResourceAsStream(resource);
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = open(name);
        if (in == null) {
            throw new FileNotFoundException("resource " + name);
        }
        return in;
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup link(Path file) {
        SymbolLookup opened;
        try {
            opened = SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalCallerException e) {
            java.lang.Module module = WasmtimeLibrary.class.getModule();
            String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
            throw new WasmtimeUnavailableException(
                    "this JVM denies native access; start it with --enable-native-access=" + name,
                    e);
        } catch (IllegalArgumentException e) {
            throw new WasmtimeUnavailableException(
                    "cannot load "
                            + file
                            + " on "
                            + Platform.current().name()
                            + "; is it libwasmtime "
                            + VERSION
                            + " for this platform, and may programs be run from that directory?",
                    e);
        }
        if (opened.find(PROBE).isEmpty()) {
            throw new WasmtimeUnavailableException(
                    file + " is not libwasmtime " + VERSION + ": it has no function " + PROBE);
        }
        return opened;
    }
}
