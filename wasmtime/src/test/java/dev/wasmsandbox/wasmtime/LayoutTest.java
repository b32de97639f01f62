package dev.wasmsandbox.wasmtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares this binding with the C headers of the library's version, through a C program that prints what it sees. */
class LayoutTest {

    @TempDir static Path temporary;
    private static Path headers = Path.of("");

    @BeforeAll
    static void fetchHeaders() throws Exception {
        boolean compiler =
                Files.isExecutable(Path.of("/usr/bin/cc"))
                        || Files.isExecutable(Path.of("/usr/bin/gcc"));
        if (!compiler && System.getenv("CI") == null) {
            System.err.println(
                    "LayoutTest is skipped: there is no C compiler, so the headers cannot be compared");
        }
        assumeTrue(compiler || System.getenv("CI") != null, "there is no C compiler");
        headers = Path.of(run(List.of("bash", "build/headers.sh")).strip());
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        return output;
    }

    @Test
    void sizes_offsets_and_numbers_are_those_of_the_headers() throws Exception {
        Path probe = temporary.resolve("layout_probe");
        run(List.of("cc", "-I" + headers, "-o", probe.toString(), "src/test/c/layout_probe.c"));
        Map<String, Integer> seen = new TreeMap<>();
        run(List.of(probe.toString()))
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(parts -> seen.put(parts[0], Integer.valueOf(parts[1])));

        Map<String, Integer> used = new TreeMap<>(constants(Layout.class));
        constants(TypeApi.class)
                .forEach((name, value) -> {
                    if (name.startsWith("KIND_")) {
                        used.put(name, value);
                    }
                });
        for (int i = 0; i < 4; i++) {
            used.put("LETTER_" + "iIfF".charAt(i), i);
        }
        for (Config.Optimization optimization : Config.Optimization.values()) {
            used.put("OPTIMIZATION_" + optimization, optimization.number());
        }
        used.put("DEADLINE_CONTINUE", 0);
        used.put("POINTER", 8);
        used.put("BOOL", 1);

        assertThat(used).isEqualTo(seen);
    }

    private static Map<String, Integer> constants(Class<?> type) throws IllegalAccessException {
        Map<String, Integer> constants = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.getType() == int.class) {
                field.setAccessible(true);
                constants.put(field.getName(), field.getInt(null));
            }
        }
        return constants;
    }

    @Test
    void trap_codes_are_those_of_the_header() throws IOException {
        Matcher codes =
                Pattern.compile("WASMTIME_TRAP_(?:CODE_)?([A-Z_]+) = (\\d+),")
                        .matcher(Files.readString(headers.resolve("wasmtime/trap.h")));
        Map<Integer, String> seen = new TreeMap<>();
        while (codes.find()) {
            seen.put(Integer.valueOf(codes.group(2)), codes.group(1));
        }

        Map<Integer, String> used = new TreeMap<>();
        for (TrapCode code : TrapCode.values()) {
            used.put(code.number(), code.name());
            assertThat(TrapCode.of(code.number())).hasValue(code);
        }

        assertThat(used).isEqualTo(seen).hasSizeGreaterThan(50);
        assertThat(TrapCode.of(-1)).isEmpty();
        assertThat(TrapCode.of(used.size())).isEmpty();
    }

    @Test
    void every_function_is_declared_in_the_headers() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(headers)) {
            for (Path file : files.filter(p -> p.toString().endsWith(".h")).toList()) {
                all.append(Files.readString(file));
            }
        }
        // The headers make some declarations by macros from these two pieces.
        assertThat(SymbolTest.usedSymbols())
                .allSatisfy(name ->
                        assertThat(
                                        all.indexOf(name) >= 0
                                                || all.indexOf(", " + configOption(name) + ",") >= 0
                                                || isVectorOrTypeFunction(name))
                                .as(name)
                                .isTrue());
    }

    private static String configOption(String name) {
        return name.replaceAll("^wasmtime_config_(.*)_set$", "$1");
    }

    private static boolean isVectorOrTypeFunction(String name) {
        return name.matches("wasm_\\w+_(vec_(new|delete)|delete)");
    }
}
