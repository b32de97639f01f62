package dev.wasmsandbox.core.guidance;

import java.util.regex.Pattern;

/** Says what was probably meant by code that is not Python. */
final class PythonSyntax {
    private static final Pattern MAGIC = Pattern.compile("^\\s*+[!%]{1,2}\\w");
    private static final Pattern JAVASCRIPT =
            Pattern.compile(
                    "^\\s*+(?:(?:const|let|var)\\s++[\\w{\\[]|function\\s++\\w*+\\s*+\\(|console\\.log|\\}\\s*+else)|=>\\s*+[{\\w(]");
    private static final Pattern LEADING_ZERO = Pattern.compile("\\b0++(?=[1-9])");
    private static final Pattern STEP =
            Pattern.compile("^(\\s*+)([\\w.]{1,100}+)(\\+\\+|--)\\s*+$");
    private static final Pattern PRINT = Pattern.compile("^(\\s*+)print\\s++(.+)$");
    private static final Pattern WORDS = Pattern.compile("^[A-Z][a-z']++(?: [A-Za-z',]++){2,}.*");

    private PythonSyntax() {}

    static void explain(Case problem, Advice advice) {
        String message = problem.message();
        String line = problem.lineText();
        if (problem.isNamed("IndentationError", "TabError")) {
            advice.step(
                    "Indent each block by four spaces, never by tabs, and all its lines alike.");
        }
        if (MAGIC.matcher(line).find()) {
            advice.step(
                    "Lines with ! or % are for notebooks: remove them. pip cannot install anything here; the standard library and some packages are there.");
        } else if (problem.source().has(JAVASCRIPT)) {
            advice.step(
                    "This looks like JavaScript, and the sandbox runs Python: write it in Python, or create the sandbox with RuntimeType.JAVASCRIPT.");
        } else if (WORDS.matcher(line).matches()) {
            advice.step(
                    "Send the program alone: text that is no code has to be in a comment, behind #.");
        } else if (message.contains("'await' outside function")) {
            advice.step(
                            "await stands only in async functions: put the code into one, and start it with asyncio.run(…).")
                    .example(
                            "import asyncio\nasync def main():\n    await asyncio.sleep(0)\n    return 1\nprint(asyncio.run(main()))");
        } else if (message.contains("'return' outside function")) {
            advice.step(
                    "return stands only in functions: print the value, or put the code into a function.");
        } else {
            explainLine(problem, advice, message, line);
        }
    }

    private static void explainLine(Case problem, Advice advice, String message, String line) {
        var print = PRINT.matcher(line);
        var step = STEP.matcher(line);
        if (message.startsWith("Missing parentheses in call to 'print'") && print.matches()) {
            problem.fix(advice, print.group(1) + "print(" + print.group(2).strip() + ")");
        } else if (line.strip().startsWith("else if ")) {
            advice.step("Python has `elif` for `else if`.");
            problem.fix(advice, line.replaceFirst("else if ", "elif "));
        } else if (message.equals("expected ':'") && !line.strip().endsWith(":")) {
            problem.fix(advice, line.stripTrailing() + ":");
        } else if (message.contains("Maybe you meant '=='")) {
            advice.step("A comparison has two signs: ==. One sign gives a value to a name.");
            problem.fix(advice, line.replaceFirst("(?<![=!<>:])=(?!=)", "=="));
        } else if (message.contains("(U+2018)")
                || message.contains("(U+2019)")
                || message.contains("(U+201C)")
                || message.contains("(U+201D)")) {
            advice.step("Write plain quotes: \" or '.");
            problem.fix(
                    advice,
                    line.replace('“', '"').replace('”', '"').replace('‘', '\'').replace('’', '\''));
        } else if (message.startsWith("leading zeros")) {
            problem.fix(advice, LEADING_ZERO.matcher(line).replaceAll(""));
        } else if (step.matches()) {
            advice.step("Python has no ++ and no --: write += 1 or -= 1.");
            problem.fix(
                    advice,
                    step.group(1)
                            + step.group(2)
                            + (step.group(3).equals("++") ? " += 1" : " -= 1"));
        } else if (message.startsWith("multiple exception types must be parenthesized")) {
            problem.fix(advice, line.replaceFirst(",\\s*+(\\w+)\\s*+:", " as $1:"));
        } else if (message.startsWith("expected an indented block")) {
            advice.step("A block needs a line: write `pass` where nothing is to be done.");
        } else if (message.contains("was never closed") || message.startsWith("unterminated")) {
            advice.step("Close what was opened there: brackets and quotes come in pairs.");
        }
    }
}
