package dev.wasmsandbox.core.guidance;

import java.util.regex.Pattern;

/** Says what was probably meant by code that is not JavaScript. */
final class JavaScriptSyntax {
    private static final Pattern TYPED =
            Pattern.compile(
                    "^\\s*+(?:export\\s++)?+(?:interface|enum|type|declare|namespace|abstract)\\s++\\w|[(,]\\s*+\\w++\\??\\s*+:\\s*+(?:string|number|boolean|any|void|unknown|[A-Z]\\w*+)\\b|\\b(?:const|let|var)\\s++\\w++\\s*+:\\s*+\\w|\\)\\s*+:\\s*+(?:string|number|boolean|any|void|Promise)\\b|\\bas\\s++(?:string|number|any|const)\\b");

    private static final Pattern MARKUP =
            Pattern.compile("(?:[=(]|return)\\s*+<[A-Za-z][\\w.]*+[\\s/>]");
    private static final Pattern PYTHON =
            Pattern.compile(
                    "^\\s*+(?:def\\s++\\w++\\s*+\\(|elif\\b|class\\s++\\w++\\s*+(?:\\([^)]*+\\))?\\s*+:|from\\s++\\w++\\s++import|print\\s)|:\\s*+$");
    private static final Pattern WORDS = Pattern.compile("^[A-Z][a-z']++(?: [A-Za-z',]++){2,}.*");

    private JavaScriptSyntax() {}

    static void explain(Case problem, Advice advice) {
        String message = problem.message();
        String line = problem.lineText();
        if (TYPED.matcher(line).find()) {
            advice.step(
                            "This looks like TypeScript: leave the types out, the sandbox runs plain JavaScript.")
                    .example(
                            "function greet(name) {\n  return `Hello ${name}`;\n}\nconsole.log(greet('Ann'));");
        } else if (MARKUP.matcher(line).find()) {
            advice.step("JSX is no JavaScript: write the markup as text, in quotes.")
                    .example("const element = '<h1>Hello</h1>';\nconsole.log(element);");
        } else if (line.matches(".*\\bawait\\b.*")) {
            advice.step(
                            "await stands only in async functions and on the top level: write `async` before the function.")
                    .example(
                            "async function load() {\n  return await Promise.resolve(1);\n}\nconsole.log(await load());");
        } else if (WORDS.matcher(line).matches()) {
            advice.step(
                    "Send the program alone: text that is no code has to be in a comment, behind //.");
        } else if (PYTHON.matcher(line).find()) {
            advice.step(
                    "This looks like Python, and the sandbox runs JavaScript: write it in JavaScript, or create the sandbox with RuntimeType.PYTHON.");
        } else if (message.contains("return not in a function")
                || line.strip().startsWith("return")) {
            advice.step(
                    "return stands only in functions: log the value, or put the code into a function.");
        } else if (message.contains("redefinition") || message.contains("redeclar")) {
            redeclared(advice, line);
        } else if (line.strip().startsWith("import ")) {
            advice.step(
                    "import stands only on the top level: move it there, or write `await import(path)` in an async function.");
        }
    }

    private static void redeclared(Advice advice, String line) {
        var declared =
                Pattern.compile("\\b(?:const|let|class|function)\\s++(\\w{1,64})").matcher(line);
        if (declared.find()) {
            advice.step(
                    "`%1$s` is declared twice: leave out the second declaration, or write an assignment to a variable declared with let.",
                    declared.group(1));
        } else {
            advice.step("A name is declared twice: leave out the second declaration.");
        }
    }
}
