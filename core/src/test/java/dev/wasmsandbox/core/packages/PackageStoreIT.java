package dev.wasmsandbox.core.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.Packages;
import dev.wasmsandbox.cache.PrivateCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiling and keeping, with a cache that is empty: that of the user may have the packages of the other tests. */
class PackageStoreIT {
    @TempDir private Path folder;

    @Test
    void the_same_content_is_compiled_once() throws IOException {
        PrivateCache cache = PrivateCache.at(folder.resolve("cache"));
        Path first = PackageStore.add(pear("NAME = 'pear'\n"), cache).archive();
        Object written = Files.readAttributes(first, "lastModifiedTime,fileKey");
        Path second = PackageStore.add(pear("NAME = 'pear'\n"), cache).archive();

        assertThat(second).isEqualTo(first);
        assertThat(Files.readAttributes(second, "lastModifiedTime,fileKey")).isEqualTo(written);
        assertThat(PackageStore.add(pear("NAME = 'plum'\n"), cache).archive()).isNotEqualTo(first);
    }

    @Test
    void what_is_kept_has_sources_and_bytecode() throws IOException {
        PrivateCache cache = PrivateCache.at(folder.resolve("cache"));
        Packages.Added added = PackageStore.add(pear("def broken(:\n"), cache);

        try (ZipFile archive = new ZipFile(added.archive().toFile())) {
            assertThat(archive.stream().map(entry -> entry.getName()))
                    .containsExactly(
                            "pear-1.0.dist-info/METADATA",
                            "pear-1.0.dist-info/RECORD",
                            "pear-1.0.dist-info/WHEEL",
                            "pear/__init__.py",
                            "pear/__pycache__/part.cpython-313.pyc",
                            "pear/part.py");
        }
    }

    private Path pear(String text) {
        return TestWheel.of("pear")
                .file("pear/__init__.py", text)
                .file("pear/part.py", "def weigh(number):\n    return 150 + number * 75\n")
                .in(folder);
    }
}
