package dev.wasmsandbox.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateDirectoryTest {

    @TempDir Path temporary;

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void new_directories_and_files_are_for_this_user_only() throws IOException {
        Path root = temporary.resolve("a/b/cache");
        Path file =
                PrivateCache.at(root).get(CacheKey.of("code", "x"), ".cwasm", out -> out.write(1));

        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(mode(root.resolve("code"))).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(Path.of(file + ".seal"))).isEqualTo("rw-------");
    }

    @Test
    void a_directory_that_others_can_read_is_good_enough() throws IOException {
        chmod(temporary, "rwxr-xr-x");

        assertThat(PrivateCache.at(temporary).root()).isEqualTo(temporary);
    }

    @Test
    void a_directory_that_a_group_can_write_to_is_refused() throws IOException {
        chmod(temporary, "rwxrwx---");

        assertThatThrownBy(() -> PrivateCache.at(temporary))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("others may write to it (mode 770)")
                .hasMessageContaining("chmod 700")
                .hasMessageContaining("WASM_SANDBOX_CACHE");
    }

    @Test
    void a_kind_that_everybody_can_write_to_is_refused() throws IOException {
        PrivateCache cache = PrivateCache.at(temporary);
        Path kind = Files.createDirectory(temporary.resolve("code"));
        chmod(kind, "rwxrwxrwx");

        assertThatThrownBy(() -> cache.get(CacheKey.of("code", "x"), "", out -> out.write(1)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(kind.toString());
    }

    @Test
    void a_symbolic_link_is_refused() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("real"));
        chmod(real, "rwx------");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), real);

        assertThatThrownBy(() -> PrivateCache.at(link))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("symbolic link");
    }

    @Test
    void a_file_in_its_place_is_refused() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> PrivateCache.at(file))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void a_directory_of_somebody_else_is_refused() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("other"));
        chmod(other, "rwx------");
        try {
            Files.setAttribute(other, "unix:uid", 65_534);
        } catch (IOException | RuntimeException e) {
            assumeTrue(false, "only root can give a directory away: " + e);
        }

        assertThatThrownBy(() -> PrivateCache.at(other))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("and not to the user of this process");
    }
}
