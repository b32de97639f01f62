package dev.wasmsandbox.guidance;

import dev.wasmsandbox.RuntimeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the programs of {@code src/test/resources/guidance}. Each begins with {@code === name}; lines of {@code key: value} follow, up to a line
 * of three hyphens, and then the code. The keys, which may occur again:
 *
 * <ul>
 *   <li>{@code type}: what the guidance should be called, or {@code none}; alternatives with {@code or} between them
 *   <li>{@code says}: what it has to mention, with alternatives as well
 *   <li>{@code file}: a path, a bar and the text of a file, with {@code \n} for new lines; {@code bytes}: the same in hexadecimal digits
 *   <li>{@code policy}: a line of a policy file
 * </ul>
 */
final class Corpus {
    private static final Path FOLDER = Path.of("src", "test", "resources", "guidance");
    private static final String BEGIN = "=== ";

    private Corpus() {}

    static List<Snippet> read() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (RuntimeType runtime : RuntimeType.values()) {
            Path folder = FOLDER.resolve(runtime.name().toLowerCase(Locale.ROOT));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    String group = file.getFileName().toString().replace(".snippets", "");
                    snippets.addAll(parse(runtime, group, Files.readString(file)));
                }
            }
        }
        return snippets;
    }

    private static List<Snippet> parse(RuntimeType runtime, String group, String text) {
        return Arrays.stream(("\n" + text).split("\n" + BEGIN))
                .skip(1)
                .map(block -> snippet(runtime, group, block))
                .toList();
    }

    private static Snippet snippet(RuntimeType runtime, String group, String block) {
        int head = block.indexOf('\n');
        int middle = block.indexOf("\n---\n", head);
        String name = block.substring(0, head);
        if (middle < 0) {
            throw new IllegalArgumentException(group + "/" + name + " has no line of hyphens");
        }
        List<String> types = new ArrayList<>();
        List<List<String>> says = new ArrayList<>();
        Map<String, byte[]> files = new LinkedHashMap<>();
        StringBuilder policy = new StringBuilder();
        for (String line : block.substring(head + 1, middle).split("\n", -1)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon)) {
                case "type" -> types.addAll(alternatives(value));
                case "says" -> says.add(alternatives(value));
                case "file" -> files.put(path(value), text(value));
                case "bytes" -> files.put(path(value), HexFormat.of().parseHex(content(value)));
                case "policy" -> policy.append(value).append('\n');
                default -> throw new IllegalArgumentException(group + "/" + name + ": " + line);
            }
        }
        types.remove("none");
        String code = block.substring(middle + 5).stripTrailing() + "\n";
        return new Snippet(runtime, group, name, types, says, files, policy.toString(), code);
    }

    private static List<String> alternatives(String value) {
        return List.of(value.split(" or "));
    }

    private static String path(String value) {
        return value.substring(0, value.indexOf('|')).strip();
    }

    private static String content(String value) {
        return value.substring(value.indexOf('|') + 1).strip();
    }

    private static byte[] text(String value) {
        return content(value).replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
    }
}
