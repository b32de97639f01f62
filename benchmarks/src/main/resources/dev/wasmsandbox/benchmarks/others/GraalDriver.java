import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/** Runs programs in contexts of GraalPy or GraalJS: the language is the argument, requests and answers are those of {@code driver.py}. */
void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    String language = arguments[0].equals("javascript") ? "js" : arguments[0];
    Engine engine =
            Engine.newBuilder(language).option("engine.WarnInterpreterOnly", "false").build();
    answers.println("{\"ready\": \"" + engine.getVersion() + ", " + engine.getImplementationName() + "\"}");
    for (String line; (line = IO.readln()) != null; ) {
        String code = Files.readString(Path.of(line));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            long start = System.nanoTime();
            try (Context context = Context.newBuilder(language).engine(engine).out(output).err(output).build()) {
                context.eval(language, code);
            }
            long nanos = System.nanoTime() - start;
            answers.println("{\"nanos\": " + nanos + ", \"output\": " + quoted(output.toString()) + "}");
        } catch (RuntimeException e) {
            answers.println("{\"error\": " + quoted(String.valueOf(e)) + "}");
        }
        answers.flush();
    }
}

String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
        quoted.append(c == '"' || c == '\\' ? "\\" + c : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    return quoted.append('"').toString();
}
