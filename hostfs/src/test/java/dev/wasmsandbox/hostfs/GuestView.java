package dev.wasmsandbox.hostfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.Entry;
import dev.wasmsandbox.wasi.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** A tree as a guest would see it. */
record GuestView(DirectoryEntry root) {

    static GuestView of(DirectoryEntry root) {
        return new GuestView(root);
    }

    List<String> names(String path) throws IOException {
        DirectoryEntry directory = path.isEmpty() ? root : (DirectoryEntry) entry(path);
        return List.copyOf(directory.entries().keySet());
    }

    Blob blob(String path) throws IOException {
        return ((FileEntry) entry(path)).content();
    }

    String text(String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob(path).transferTo(out);
        return out.toString(UTF_8);
    }

    long modifiedNanos(String path) throws IOException {
        return entry(path).modifiedNanos();
    }

    Entry entry(String path) throws IOException {
        return root.find(path).orElseThrow(() -> new AssertionError("nothing at " + path));
    }
}
