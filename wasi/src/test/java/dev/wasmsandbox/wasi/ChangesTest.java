package dev.wasmsandbox.wasi;

import static dev.wasmsandbox.wasi.TestGuest.READ_WRITE;
import static dev.wasmsandbox.wasi.TestGuest.TRUNCATE;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_CREATE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_REMOVE_DIRECTORY;
import static dev.wasmsandbox.wasi.WasiFunction.PATH_UNLINK_FILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a run did to a mount. */
class ChangesTest {

    private final TestGuest guest =
            TestGuest.withWorkspace(
                    DirectoryEntry.builder()
                            .file("a", Blob.of("aaa".getBytes(UTF_8)), 1)
                            .file("d/b", Blob.of("bbb".getBytes(UTF_8)), 1)
                            .file("d/e/c", Blob.of("ccc".getBytes(UTF_8)), 1)
                            .link("l", "a", 1)
                            .build(),
                    TreeLimits.defaults());

    private static String text(Changes.ChangedFile file) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            file.content().transferTo(out);
            return out.toString(UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertCreated(String... paths) {
        assertThat(guest.changes().createdFiles())
                .extracting(Changes.ChangedFile::path)
                .containsExactly(paths);
    }

    private void assertModified(String... paths) {
        assertThat(guest.changes().modifiedFiles())
                .extracting(Changes.ChangedFile::path)
                .containsExactly(paths);
    }

    private void assertDeleted(String... paths) {
        assertThat(guest.changes().deletedFiles()).containsExactly(paths);
    }

    @Test
    void reading_changes_nothing() {
        guest.readFile("app/a");
        guest.readFile("app/d/e/c");
        guest.list("app/d");

        assertThat(guest.changes().isEmpty()).isTrue();
    }

    @Test
    void created_modified_and_deleted_files() {
        guest.writeFile("app/new", "n");
        guest.writeFile("app/d/b", "changed");
        guest.path(PATH_UNLINK_FILE, "app/a");

        assertCreated("new");
        assertModified("d/b");
        assertDeleted("a");
        assertThat(text(guest.changes().modifiedFiles().getFirst())).isEqualTo("changed");
        assertThat(guest.changes().modifiedFiles().getFirst().modifiedNanos())
                .isEqualTo(FakeClocks.START);
    }

    @Test
    void rewriting_the_same_bytes_is_no_change() {
        guest.writeFile("app/a", "aaa");
        int fd = guest.open("app/d/b", 0, READ_WRITE);
        guest.write(fd, "b");

        assertThat(guest.changes().isEmpty()).isTrue();
    }

    @Test
    void a_file_that_came_and_went_is_no_change() {
        guest.writeFile("app/x", "x");
        guest.path(PATH_UNLINK_FILE, "app/x");
        guest.path(PATH_CREATE_DIRECTORY, "app/y");
        guest.path(PATH_REMOVE_DIRECTORY, "app/y");

        assertThat(guest.changes().isEmpty()).isTrue();
    }

    @Test
    void a_file_deleted_and_made_again_is_modified_or_the_same() {
        guest.path(PATH_UNLINK_FILE, "app/a");
        guest.writeFile("app/a", "aaa");
        guest.path(PATH_UNLINK_FILE, "app/d/b");
        guest.writeFile("app/d/b", "BBB");

        assertModified("d/b");
        assertCreated();
        assertDeleted();
    }

    @Test
    void an_emptied_file_is_modified() {
        guest.close(guest.open("app/a", TRUNCATE, READ_WRITE));

        assertModified("a");
        assertThat(guest.changes().modifiedFiles().getFirst().content().size()).isZero();
    }

    @Test
    void a_renamed_file_is_deleted_and_created() {
        guest.rename("app/a", "app/z");

        assertCreated("z");
        assertDeleted("a");
        assertThat(text(guest.changes().createdFiles().getFirst())).isEqualTo("aaa");
    }

    @Test
    void exchanging_two_files_modifies_both() {
        guest.rename("app/a", "app/t");
        guest.rename("app/d/b", "app/a");
        guest.rename("app/t", "app/d/b");

        assertModified("a", "d/b");
        assertCreated();
        assertDeleted();
    }

    @Test
    void a_renamed_directory_takes_all_below_along() {
        guest.rename("app/d", "app/r");

        Changes changes = guest.changes();

        assertCreated("r/b", "r/e/c");
        assertDeleted("d/b", "d/e/c");
        assertThat(changes.createdDirectories()).containsExactly("r", "r/e");
        assertThat(changes.deletedDirectories()).containsExactly("d", "d/e");
    }

    @Test
    void a_directory_renamed_away_and_replaced_is_compared_by_path() {
        guest.rename("app/d", "app/r");
        guest.path(PATH_CREATE_DIRECTORY, "app/d");
        guest.writeFile("app/d/b", "bbb");

        assertCreated("r/b", "r/e/c");
        assertDeleted("d/e/c");
        assertModified();
        assertThat(guest.changes().deletedDirectories()).containsExactly("d/e");
        assertThat(guest.changes().createdDirectories()).containsExactly("r", "r/e");
    }

    @Test
    void a_directory_renamed_there_and_back_is_no_change() {
        guest.rename("app/d", "app/r");
        guest.rename("app/r", "app/d");

        assertThat(guest.changes().isEmpty()).isTrue();
    }

    @Test
    void a_change_of_kind_is_deletion_and_creation() {
        guest.path(PATH_UNLINK_FILE, "app/a");
        guest.path(PATH_CREATE_DIRECTORY, "app/a");
        guest.writeFile("app/a/x", "x");
        guest.path(PATH_UNLINK_FILE, "app/l");
        guest.writeFile("app/l", "file now");

        Changes changes = guest.changes();

        assertDeleted("a");
        assertCreated("a/x", "l");
        assertThat(changes.createdDirectories()).containsExactly("a");
        assertThat(changes.deletedLinks()).containsExactly("l");
    }

    @Test
    void links_that_point_elsewhere_are_new_ones() {
        guest.path(PATH_UNLINK_FILE, "app/l");
        guest.symlink("d/b", "app/l");
        guest.symlink("../etc", "app/m");

        Changes changes = guest.changes();

        assertThat(changes.createdLinks())
                .containsExactly(
                        new Changes.ChangedLink("l", "d/b"),
                        new Changes.ChangedLink("m", "../etc"));
        assertThat(changes.deletedLinks()).containsExactly("l");
    }

    @Test
    void both_names_of_a_hard_link_show_its_content() {
        guest.link("app/a", "app/h");
        guest.writeFile("app/h", "new");

        assertModified("a");
        assertCreated("h");
        assertThat(text(guest.changes().createdFiles().getFirst())).isEqualTo("new");
    }

    @Test
    void a_mount_inside_is_not_a_change_of_the_outer_one() throws IOException {
        Tree tree =
                Tree.builder()
                        .mount("/app", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                        .mount("/app/data/x", DirectoryEntry.empty(), MountAccess.READ_WRITE)
                        .build();
        TestGuest nested = new TestGuest(tree);
        nested.writeFile("app/data/x/f", "1");

        assertThat(nested.changes().isEmpty()).isTrue();
        assertThat(tree.mounts().get(1).changes().createdFiles()).hasSize(1);
    }

    @Test
    void links_are_judged_by_where_they_could_lead() {
        assertThat(new Changes.ChangedLink("a/b/l", "../../x").staysInside()).isTrue();
        assertThat(new Changes.ChangedLink("a/b/l", "x/./y").staysInside()).isTrue();
        assertThat(new Changes.ChangedLink("a/b/l", "../../../x").staysInside()).isFalse();
        assertThat(new Changes.ChangedLink("l", "..").staysInside()).isFalse();
        assertThat(new Changes.ChangedLink("l", "/x").staysInside()).isFalse();
        assertThat(new Changes.ChangedLink("a/l", "x/../../y").staysInside()).isFalse();
    }
}
