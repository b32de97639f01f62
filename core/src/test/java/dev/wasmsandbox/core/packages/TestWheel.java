package dev.wasmsandbox.core.packages;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes wheels for tests: right ones, and those with one thing wrong. */
public final class TestWheel {
    private final String name;
    private final Map<String, String> files = new TreeMap<>();
    private String tag = "py3-none-any";
    private String metadata = "";
    private String record = "";
    private String pure = "true";

    private TestWheel(String name) {
        this.name = name;
    }

    /** Begins a wheel of version 1.0. */
    public static TestWheel of(String name) {
        return new TestWheel(name);
    }

    public TestWheel file(String path, String text) {
        files.put(path, text);
        return this;
    }

    public TestWheel tag(String value) {
        tag = value;
        return this;
    }

    public TestWheel pure(String value) {
        pure = value;
        return this;
    }

    /** Adds headers to METADATA. */
    public TestWheel metadata(String lines) {
        metadata = lines;
        return this;
    }

    /** Adds lines to RECORD. */
    public TestWheel record(String lines) {
        record = lines;
        return this;
    }

    /** Writes the wheel; a content that is given as null here stands in RECORD and not in the archive. */
    public Path in(Path folder) {
        return in(folder, Map.of());
    }

    /** Writes the wheel with other contents than those in its RECORD. */
    public Path in(Path folder, Map<String, String> forged) {
        String information = name + "-1.0.dist-info/";
        Map<String, String> all = new TreeMap<>(files);
        all.put(
                information + "METADATA",
                "Metadata-Version: 2.1\nName: "
                        + name
                        + "\nVersion: 1.0\n"
                        + metadata
                        + "\nText.\n");
        all.put(
                information + "WHEEL",
                "Wheel-Version: 1.0\nRoot-Is-Purelib: " + pure + "\nTag: " + tag + "\n");
        StringBuilder list = new StringBuilder(record);
        all.forEach((path, text) ->
                list.append(path).append(",sha256=").append(hash(text)).append(",\n"));
        list.append(information).append("RECORD,,\n");
        all.put(information + "RECORD", list.toString());
        all.putAll(forged);
        Path wheel = folder.resolve(name + "-1.0-" + tag + ".whl");
        try (OutputStream file = Files.newOutputStream(wheel);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : all.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return wheel;
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
