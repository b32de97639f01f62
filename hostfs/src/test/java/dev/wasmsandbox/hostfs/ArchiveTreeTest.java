package dev.wasmsandbox.hostfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.wasi.Blob;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as trees. */
class ArchiveTreeTest {
    private static final long BEGINNING_OF_1980 =
            TimeUnit.SECONDS.toNanos(Instant.parse("1980-01-01T00:00:00Z").getEpochSecond());

    @TempDir Path folder;

    @Test
    void shows_files_and_directories() throws IOException {
        Path zip =
                zip(out -> {
                    add(out, "encodings/", new byte[0]);
                    add(out, "os.py", "import abc".getBytes(UTF_8));
                    add(out, "json/decoder/scanner.py", "x".getBytes(UTF_8));
                });

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            GuestView guest = GuestView.of(tree.root());

            assertThat(guest.names("")).containsExactly("encodings", "json", "os.py");
            assertThat(guest.names("encodings")).isEmpty();
            assertThat(guest.text("os.py")).isEqualTo("import abc");
            assertThat(guest.text("json/decoder/scanner.py")).isEqualTo("x");
            assertThat(GuestView.of(tree.directory("json/decoder")).names(""))
                    .containsExactly("scanner.py");
            assertThat(tree.skipped()).isEmpty();
        }
    }

    @Test
    void reads_ranges_of_compressed_and_stored_contents() throws IOException {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        Path zip =
                zip(out -> {
                    add(out, "deflated", large);
                    addStored(out, "stored", large);
                });

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            for (String name : new String[] {"deflated", "stored"}) {
                Blob blob = GuestView.of(tree.root()).blob(name);
                byte[] part = new byte[1000];
                blob.read(2_000_000, part, 100, 900);

                assertThat(blob.size()).isEqualTo(large.length);
                assertThat(Arrays.copyOfRange(part, 100, 1000))
                        .isEqualTo(Arrays.copyOfRange(large, 2_000_000, 2_000_900));
                assertThatThrownBy(() -> blob.read(large.length - 5L, part, 0, 6))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void leaves_out_names_that_are_not_relative_and_normal() throws IOException {
        Path zip =
                zip(out -> {
                    for (String name :
                            new String[] {
                                "../up",
                                "/etc/passwd",
                                "a//b",
                                "a/./b",
                                "a/../../b",
                                "c\\d",
                                "n\0l",
                                "..",
                                "C:/fine",
                                "good"
                            }) {
                        add(out, name, "x".getBytes(UTF_8));
                    }
                });

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            assertThat(GuestView.of(tree.root()).names("")).containsExactly("C:", "good");
            assertThat(tree.skipped()).hasSize(8).anyMatch(line -> line.startsWith("\"../up\": "));
        }
    }

    @Test
    void leaves_out_an_entry_that_is_only_a_slash() throws IOException {
        Path zip =
                zip(out -> {
                    add(out, "/", new byte[0]);
                    add(out, "good", "x".getBytes(UTF_8));
                });

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            assertThat(GuestView.of(tree.root()).names("")).containsExactly("good");
            assertThat(tree.skipped()).singleElement().asString().startsWith("\"/\": ");
        }
    }

    @Test
    void shows_files_with_impossible_times() throws IOException {
        Path zip = zip(out -> addStored(out, "a", "x".getBytes(UTF_8)));
        byte[] bytes = Files.readAllBytes(zip);
        int directory = new String(bytes, ISO_8859_1).indexOf("PK\1\2");
        // The 29th hour of the 31st day of the 15th month, without a time stamp in UTC.
        bytes[directory + 12] = 0;
        bytes[directory + 13] = (byte) (29 << 3);
        bytes[directory + 14] = (byte) 0xff;
        bytes[directory + 15] = (byte) 0xff;
        Files.write(zip, bytes);

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            assertThat(GuestView.of(tree.root()).text("a")).isEqualTo("x");
            assertThat(tree.root().entries().firstEntry().getValue().modifiedNanos())
                    .isEqualTo(BEGINNING_OF_1980);
        }
    }

    @Test
    void leaves_out_names_that_occur_twice() throws IOException {
        Path zip =
                zip(out -> {
                    add(out, "module_a", "first".getBytes(UTF_8));
                    add(out, "module_b", "second".getBytes(UTF_8));
                    add(out, "other", "x".getBytes(UTF_8));
                });
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(
                zip,
                new String(bytes, ISO_8859_1).replace("module_b", "module_a").getBytes(ISO_8859_1));

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            assertThat(GuestView.of(tree.root()).names("")).containsExactly("other");
            assertThat(tree.skipped()).singleElement().asString().contains("more than once");
        }
    }

    @Test
    void a_file_with_the_name_of_a_directory_is_left_out() throws IOException {
        Path zip =
                zip(out -> {
                    add(out, "a", "x".getBytes(UTF_8));
                    add(out, "a/b", "y".getBytes(UTF_8));
                });

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            assertThat(GuestView.of(tree.root()).text("a/b")).isEqualTo("y");
            assertThat(tree.skipped()).singleElement().asString().contains("directory too");
        }
    }

    @Test
    void leaves_out_contents_beyond_the_cap() throws IOException {
        Path zip =
                zip(out -> {
                    add(out, "at", new byte[1000]);
                    add(out, "over", new byte[1001]);
                });

        try (ArchiveTree tree = ArchiveTree.open(zip, new ArchiveLimits(1000, 10, 10))) {
            assertThat(GuestView.of(tree.root()).names("")).containsExactly("at");
            assertThat(tree.skipped()).singleElement().asString().contains("maxEntryBytes");
        }
    }

    @Test
    void refuses_too_many_entries_implied_ones_included() throws IOException {
        Path zip = zip(out -> add(out, "a/b/c/d", new byte[1]));

        try (ArchiveTree tree = ArchiveTree.open(zip, new ArchiveLimits(1000, 3, 10))) {
            assertThatThrownBy(() -> GuestView.of(tree.root()).names(""))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than 3");
        }
        try (ArchiveTree tree = ArchiveTree.open(zip, new ArchiveLimits(1000, 4, 10))) {
            assertThat(GuestView.of(tree.root()).names("a/b/c")).containsExactly("d");
        }
    }

    @Test
    void a_content_that_lies_about_its_length_fails() throws IOException {
        Path zip = zip(out -> add(out, "bomb", new byte[100_000]));
        byte[] bytes = Files.readAllBytes(zip);
        int header = new String(bytes, ISO_8859_1).indexOf("PK\u0001\u0002");
        int declared = header + 24;
        Arrays.fill(bytes, declared, declared + 4, (byte) 0);
        bytes[declared] = 10;
        Files.write(zip, bytes);

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            Blob blob = GuestView.of(tree.root()).blob("bomb");

            assertThat(blob.size()).isEqualTo(10);
            assertThatThrownBy(() -> blob.read(0, new byte[10], 0, 10))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_content_that_does_not_match_its_checksum_fails() throws IOException {
        Path zip = zip(out -> addStored(out, "data", "0123456789".getBytes(UTF_8)));
        byte[] bytes = Files.readAllBytes(zip);
        int data = new String(bytes, ISO_8859_1).indexOf("0123456789");
        bytes[data] = 'X';
        Files.write(zip, bytes);

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            Blob blob = GuestView.of(tree.root()).blob("data");

            assertThatThrownBy(() -> blob.read(0, new byte[10], 0, 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void no_zip_file_is_refused() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("x.zip"), "not a zip file, only text of some length");

        assertThatThrownBy(() -> ArchiveTree.open(file)).isInstanceOf(IOException.class);
    }

    @Test
    void reading_after_closing_fails_cleanly() throws IOException {
        Path zip = zip(out -> add(out, "a", new byte[10]));
        ArchiveTree tree = ArchiveTree.open(zip);
        Blob blob = GuestView.of(tree.root()).blob("a");
        ArchiveTree untouched = ArchiveTree.open(zip);
        tree.close();
        untouched.close();

        assertThatThrownBy(() -> untouched.root().entries()).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> blob.read(0, new byte[10], 0, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void the_cache_is_bounded_but_keeps_the_newest() {
        ContentCache cache = new ContentCache(100);
        cache.put("a", Blob.of(new byte[60]));
        cache.put("b", Blob.of(new byte[40]));
        assertThat(cache.bytes()).isEqualTo(100);
        assertThat(cache.get("a")).isNotNull();

        cache.put("c", Blob.of(new byte[1]));
        assertThat(cache.get("b")).isNull();
        assertThat(cache.get("a")).isNotNull();

        cache.put("d", Blob.of(new byte[1000]));
        assertThat(cache.bytes()).isEqualTo(1000);
        assertThat(cache.get("d")).isNotNull();
    }

    @Test
    void a_large_content_is_inflated_into_a_file_and_can_be_stopped() throws IOException {
        byte[] large = new byte[5 << 20];
        new Random(2).nextBytes(large);
        Path zip = zip(out -> add(out, "large", large));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (ArchiveTree tree = ArchiveTree.open(zip, ArchiveLimits.defaults(), temporary)) {
            Blob blob = GuestView.of(tree.root()).blob("large");
            AtomicInteger pauses = new AtomicInteger();
            assertThatThrownBy(() ->
                            blob.prepare(() -> {
                                if (pauses.incrementAndGet() == 3) {
                                    throw new CancellationException("stopped");
                                }
                            }))
                    .isInstanceOf(CancellationException.class);
            assertThat(pauses).hasValue(3);
            assertThat(scratchFiles(temporary)).as("of what was stopped").isEmpty();

            blob.prepare(pauses::incrementAndGet);

            assertThat(pauses.get()).as("pieces of 64 KiB").isGreaterThan(80);
            assertThat(scratchFiles(temporary)).hasSize(1);
            byte[] part = new byte[100];
            blob.read(4_000_000, part, 0, 100);
            assertThat(part).isEqualTo(Arrays.copyOfRange(large, 4_000_000, 4_000_100));
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void a_content_that_lost_its_place_is_inflated_again() throws IOException {
        byte[] large = new byte[2 << 20];
        new Random(3).nextBytes(large);
        Path zip =
                zip(out -> {
                    add(out, "a", large);
                    add(out, "b", large);
                });
        try (ScratchDirectory scratch = ScratchDirectory.in(folder);
                ZipFile archive = new ZipFile(zip.toFile())) {
            ContentCache one = new ContentCache(1);
            ArchiveContents contents = new ArchiveContents(one, one, scratch);
            Blob a = new ArchiveBlob(archive, archive.getEntry("a"), contents);
            Blob b = new ArchiveBlob(archive, archive.getEntry("b"), contents);
            byte[] part = new byte[100];
            for (int i = 0; i < 3; i++) {
                for (Blob blob : List.of(a, b)) {
                    blob.read(i * 1000L, part, 0, 100);
                    assertThat(part).isEqualTo(Arrays.copyOfRange(large, i * 1000, i * 1000 + 100));
                }
            }
        }
    }

    private static List<Path> scratchFiles(Path temporary) throws IOException {
        try (Stream<Path> files = Files.walk(temporary)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    @Test
    void times_do_not_depend_on_the_host() throws IOException {
        long seconds = 1_600_000_000;
        Path zip =
                zip(out -> {
                    ZipEntry entry = new ZipEntry("utc");
                    entry.setLastModifiedTime(FileTime.from(seconds, TimeUnit.SECONDS));
                    out.putNextEntry(entry);
                    out.closeEntry();
                });

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            assertThat(GuestView.of(tree.root()).modifiedNanos("utc"))
                    .isEqualTo(seconds * 1_000_000_000);
        }
    }

    @Test
    void what_has_no_time_has_one_that_archives_can_tell() throws IOException {
        Path zip = zip(out -> add(out, "implied/folder/file", new byte[0]));

        try (ArchiveTree tree = ArchiveTree.open(zip)) {
            GuestView view = GuestView.of(tree.root());
            assertThat(tree.root().modifiedNanos()).isEqualTo(BEGINNING_OF_1980);
            assertThat(view.modifiedNanos("implied")).isEqualTo(BEGINNING_OF_1980);
            assertThat(view.modifiedNanos("implied/folder")).isEqualTo(BEGINNING_OF_1980);
        }
    }

    private interface Filler {
        void fill(ZipOutputStream out) throws IOException;
    }

    private Path zip(Filler filler) throws IOException {
        Path path = folder.resolve("archive.zip");
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream out = new ZipOutputStream(file)) {
            filler.fill(out);
        }
        return path;
    }

    private static void add(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static void addStored(ZipOutputStream out, String name, byte[] content)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 checksum = new CRC32();
        checksum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
