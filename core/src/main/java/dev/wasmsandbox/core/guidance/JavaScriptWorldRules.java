package dev.wasmsandbox.core.guidance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Advises about what Node.js, browsers and other hosts of JavaScript have, and the sandbox does not. */
final class JavaScriptWorldRules {
    static final List<Rule> RULES =
            List.of(JavaScriptWorldRules::unavailable, JavaScriptWorldRules::process);

    private static final Catalogue CATALOGUE = Catalogue.of(false);
    private static final Pattern PROCESS =
            Pattern.compile("\\b(?:os\\.(?:exec|pipe|kill|waitpid|dup)|std\\.popen)\\s*+\\(");
    private static final Pattern WORKER = Pattern.compile("\\bos\\.Worker\\b");

    private JavaScriptWorldRules() {}

    private static @Nullable Advice unavailable(Case problem) {
        String name = problem.text("variable_name");
        if (!JavaScriptNameRules.isUndefined(problem) || problem.flag("uninitialized")) {
            return null;
        }
        Matcher member =
                Pattern.compile("\\b" + Pattern.quote(name) + "\\.(\\w{1,64})")
                        .matcher(problem.lineText());
        Optional<Catalogue.Entry> ofMember =
                member.find()
                        ? CATALOGUE.find("global", name + "." + member.group(1))
                        : Optional.empty();
        return ofMember.or(() -> CATALOGUE.find("global", name))
                .map(entry -> advise(problem, name, entry))
                .orElse(null);
    }

    private static Advice advise(Case problem, String name, Catalogue.Entry entry) {
        return switch (entry.value("type")) {
            case "NetworkAccess" ->
                    WorldAdvice.network(problem)
                            .step("%s is not there for the same reason.", name)
                            .example(WorldAdvice.readGivenFile(problem));
            case "ThreadAccess" -> WorldAdvice.thread(problem);
            default ->
                    NameAdvice.replaced(
                            problem,
                            problem.advice(Topic.UNAVAILABLE_API)
                                    .step(
                                            "%s belongs to Node.js or to browsers, and is not there. Instead: %s.",
                                            name, entry.value("use")),
                            name,
                            entry);
        };
    }

    private static @Nullable Advice process(Case problem) {
        if (!JavaScriptCallRules.isNoFunction(problem)) {
            return null;
        }
        if (WORKER.matcher(problem.lineText()).find()) {
            return WorldAdvice.thread(problem);
        }
        return PROCESS.matcher(problem.lineText()).find()
                ? WorldAdvice.process(problem)
                        .example("const [names, error] = os.readdir('/app');\nconsole.log(names);")
                : null;
    }
}
