package dev.wasmsandbox.wasmtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SymbolTest {

    private static List<Path> classFiles() throws IOException {
        try {
            Path classes =
                    Path.of(
                            Engine.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            try (var files = Files.list(classes.resolve("dev/wasmsandbox/wasmtime"))) {
                return files.filter(p -> p.toString().endsWith(".class")).toList();
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The names of C functions among the constants of the compiled classes. */
    static Set<String> usedSymbols() throws IOException {
        Pattern name = Pattern.compile("\\bwasm(?:time)?_[a-z0-9_]*[a-z0-9]\\b");
        Set<String> names = new TreeSet<>();
        for (Path file : classFiles()) {
            Matcher matcher = name.matcher(new String(Files.readAllBytes(file), ISO_8859_1));
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    @Test
    void every_function_resolves() throws IOException {
        WasmtimeLibrary.load();

        assertThat(usedSymbols())
                .hasSizeGreaterThan(60)
                .allSatisfy(name -> assertThat(Native.symbol(name).address()).as(name).isNotZero());
    }

    @Test
    void every_class_initialises() throws Exception {
        WasmtimeLibrary.load();
        for (Path file : classFiles()) {
            String name = file.getFileName().toString().replace(".class", "");
            if (!name.equals("package-info")) {
                Class.forName(
                        "dev.wasmsandbox.wasmtime." + name, true, getClass().getClassLoader());
            }
        }
    }

    @Test
    void a_missing_function_is_named() {
        assertThatThrownBy(() -> Native.symbol("wasmtime_no_such_thing"))
                .isInstanceOf(LinkageError.class)
                .hasMessage("libwasmtime 50.0.1 should have the function wasmtime_no_such_thing");
    }
}
