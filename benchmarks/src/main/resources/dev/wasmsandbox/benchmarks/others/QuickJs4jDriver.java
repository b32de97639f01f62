import io.roastedroot.quickjs4j.core.Runner;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs programs by quickjs4j; requests and answers are those of {@code driver.py}. */
void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err);
    answers.println("{\"ready\": true}");
    for (String line; (line = IO.readln()) != null; ) {
        String code = Files.readString(Path.of(line));
        try {
            long start = System.nanoTime();
            String output;
            try (Runner runner = Runner.builder().build()) {
                runner.compileAndExec(code);
                output = runner.stdout();
            }
            long nanos = System.nanoTime() - start;
            answers.println("{\"nanos\": " + nanos + ", \"output\": " + quoted(output) + "}");
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
