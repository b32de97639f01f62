package dev.wasmsandbox.cache;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides where the cache of this user is. */
final class CacheLocation {

    static final String PROPERTY = "dev.wasmsandbox.cache";
    static final String ENVIRONMENT = "WASM_SANDBOX_CACHE";
    private static final String NAME = "wasm-sandbox";

    private CacheLocation() {}

    static Path ofUser() {
        return of(System::getProperty, System::getenv);
    }

    static Path of(
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> environment) {
        String property = text(properties, PROPERTY);
        if (!property.isEmpty()) {
            return absolute(property, "system property " + PROPERTY);
        }
        String variable = text(environment, ENVIRONMENT);
        if (!variable.isEmpty()) {
            return absolute(variable, "environment variable " + ENVIRONMENT);
        }
        String os = text(properties, "os.name").toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            String local = text(environment, "LOCALAPPDATA");
            return local.isEmpty()
                    ? home(properties).resolve("AppData").resolve("Local").resolve(NAME)
                    : absolute(local, "environment variable LOCALAPPDATA").resolve(NAME);
        }
        if (os.startsWith("mac")) {
            return home(properties).resolve("Library").resolve("Caches").resolve(NAME);
        }
        String xdg = text(environment, "XDG_CACHE_HOME");
        // The XDG specification says that a relative path is to be ignored.
        return xdg.startsWith("/")
                ? Path.of(xdg).resolve(NAME)
                : home(properties).resolve(".cache").resolve(NAME);
    }

    private static Path home(Function<String, @Nullable String> properties) {
        String home = text(properties, "user.home");
        if (home.isEmpty() || home.equals("?")) {
            throw new CacheException(
                    "this user has no home directory; set the environment variable "
                            + ENVIRONMENT
                            + " to a directory for the cache");
        }
        return absolute(home, "system property user.home");
    }

    private static Path absolute(String value, String source) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CacheException("the " + source + " is not a path: \"" + value + "\"", e);
        }
    }

    private static String text(Function<String, @Nullable String> source, String name) {
        String value = source.apply(name);
        return value == null || value.isBlank() ? "" : value;
    }
}
