package dev.wasmsandbox.core.packages;

import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in a wheel: it is refused with a reason, or its files have plain relative paths and each stands in its list. An
 * input is names and contents in turn, between NULs; a {@code @} in a list stands for the hash of the file before it.
 */
public final class WheelTarget implements FuzzTarget {
    private static final Path SOURCE = Path.of("pear-1.0-py3-none-any.whl");

    /** Opens the target. */
    public WheelTarget() {}

    @Override
    public void run(byte[] input) {
        SortedMap<String, byte[]> files = files(new String(input, StandardCharsets.ISO_8859_1));
        PackageFiles read;
        try {
            read = Wheel.check(SOURCE, files, "3.13.5");
        } catch (InvalidRequestException e) {
            if (!String.valueOf(e.getMessage()).startsWith("cannot add the package '")) {
                throw new AssertionError("refused without saying what", e);
            }
            return;
        }
        if (read.about().name().isEmpty() || read.content().size() > files.size()) {
            throw new AssertionError("this is no package: " + read.about());
        }
        read.about().unconditionalRequirements();
    }

    private static SortedMap<String, byte[]> files(String input) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        String[] parts = input.split("\0", -1);
        String hash = "";
        for (int index = 0; index + 1 < parts.length; index += 2) {
            String text = parts[index + 1].replace("@", hash);
            byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
            hash = WheelRecord.sha256(content);
            files.put(parts[index], content);
        }
        return files;
    }

    @Override
    public List<byte[]> seeds() {
        String name = "pear-1.0.dist-info/";
        String metadata =
                """
                Metadata-Version: 2.1
                Name: pear
                Version: 1.0
                Requires-Python: >=3.8,!=3.9.*
                Requires-Dist: plum (>=1); extra == 'all'
                Requires-Dist: apple
                """;
        return List.of(
                bytes(
                        name
                                + "METADATA\0"
                                + metadata
                                + "\0"
                                + name
                                + "WHEEL\0Root-Is-Purelib: true\n\0pear.py\0X = 1\n\0"
                                + name
                                + "RECORD\0pear.py,@,6\n"),
                bytes(
                        name
                                + "METADATA\0"
                                + metadata
                                + "\0"
                                + name
                                + "RECORD\0"
                                + name
                                + "METADATA,@,\n"),
                bytes(name + "RECORD\0\"a,\"\"b\",,\n\0pear-1.0.data/purelib/x.py\0"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public List<String> words() {
        return List.of(
                "pear-1.0.dist-info/RECORD",
                "pear-1.0.data/purelib/",
                "pear-1.0.data/platlib/",
                "Root-Is-Purelib: true",
                "Requires-Python: ",
                "Requires-Dist: ",
                "~=3.1",
                "===999999.999999",
                "\"\"",
                "\0",
                "../",
                ".so",
                "@");
    }
}
