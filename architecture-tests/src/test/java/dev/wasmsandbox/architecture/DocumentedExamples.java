package dev.wasmsandbox.architecture;

import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.StorageAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a page in Markdown, run as they stand there: blocks of {@code java}, {@code python} and {@code javascript}.
 * A block of {@code text} that follows one is what it prints. Examples of one section share variables and files.
 */
final class DocumentedExamples {
    private static final String IMPORTS =
            """
            import dev.wasmsandbox.*;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            """;

    private DocumentedExamples() {}

    /** A block of code, and what is shown below it; null if nothing is. */
    record Example(int line, String language, String code, @Nullable String output) {}

    /** What stands between two headings. */
    record Section(int level, String heading, List<Example> examples) {
        private String className() {
            return "Section" + Integer.toHexString(heading.hashCode());
        }

        private List<Example> java() {
            return examples.stream().filter(one -> one.language().equals("java")).toList();
        }
    }

    /** Reads a page. */
    static List<Section> sections(List<String> page) {
        List<Section> sections = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String language = "";
        for (int index = 0; index < page.size(); index++) {
            String line = page.get(index);
            if (line.startsWith("```") && !language.isEmpty()) {
                add(
                        sections.getLast(),
                        language,
                        index - block.size(),
                        String.join("\n", block) + "\n");
                language = "";
            } else if (!language.isEmpty()) {
                block.add(line);
            } else if (line.startsWith("```")) {
                language = line.substring(3);
                block.clear();
            } else if (line.matches("##+ .*")) {
                int level = line.indexOf(' ');
                sections.add(new Section(level, line.substring(level + 1), new ArrayList<>()));
            }
        }
        return sections;
    }

    private static void add(Section section, String language, int line, String text) {
        List<Example> examples = section.examples();
        switch (language) {
            case "java", "python", "javascript" ->
                    examples.add(new Example(line, language, text, null));
            case "text" -> {
                Example last = examples.removeLast();
                examples.add(new Example(last.line(), last.language(), last.code(), text));
            }
            default -> throw new AssertionError("line " + line + " begins a block of " + language);
        }
    }

    /** Runs the examples of a section, and returns what each of them printed. */
    static List<String> run(Section section, Path folder) throws Exception {
        List<String> byJava = section.java().isEmpty() ? List.of() : runJava(section, folder);
        Iterator<String> ofJava = byJava.iterator();
        StorageAdapter storage = new MemoryStorageAdapter();
        List<String> printed = new ArrayList<>();
        for (Example example : section.examples()) {
            boolean java = example.language().equals("java");
            printed.add(java ? ofJava.next() : runGuest(example, storage));
        }
        return printed;
    }

    private static String runGuest(Example example, StorageAdapter storage) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(RuntimeType.of(example.language()))
                        .storage(storage)
                        .sessionId("example")
                        .build()) {
            SandboxResult result = sandbox.execute(example.code());
            if (!result.success()) {
                throw new AssertionError("line " + example.line() + ": " + result.stderr());
            }
            return result.stdout();
        }
    }

    private static List<String> runJava(Section section, Path folder) throws Exception {
        Path source = folder.resolve(section.className() + ".java");
        Files.writeString(source, program(section));
        compile(source, folder);
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        List<String> printed = new ArrayList<>();
        Runnable end =
                () -> {
                    printed.add(written.toString(StandardCharsets.UTF_8));
                    written.reset();
                };
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            loader.loadClass(section.className())
                    .getDeclaredMethod("run", Runnable.class)
                    .invoke(null, end);
        } catch (InvocationTargetException e) {
            throw new AssertionError(
                    "an example of \"" + section.heading() + "\" failed", e.getCause());
        } finally {
            System.setOut(before);
        }
        return printed;
    }

    private static String program(Section section) {
        StringBuilder program = new StringBuilder(IMPORTS);
        program.append("public final class ").append(section.className()).append(" {\n");
        program.append("public static void run(Runnable end) throws Exception {\n");
        section.java().forEach(example -> program.append(example.code()).append("end.run();\n"));
        return program.append("}\n}\n").toString();
    }

    private static void compile(Path source, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(source);
            List<String> options =
                    List.of("-d", folder.toString(), "-cp", classPath(), "-proc:none", "-nowarn");
            StringWriter said = new java.io.StringWriter();
            if (!compiler.getTask(said, files, null, options, null, units).call()) {
                throw new AssertionError(said + Files.readString(source));
            }
        }
    }

    private static String classPath() {
        String path = System.getProperty("java.class.path");
        return System.getProperty("surefire.test.class.path", path);
    }
}
