package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.CodeCompletion.Candidate;
import dev.wasmsandbox.CodeCompletion.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What could be typed next, told by the interpreter itself. */
class CompletionIT {
    private final MemoryStorageAdapter storage = new MemoryStorageAdapter();

    private Sandbox live(RuntimeType runtime) {
        return TestSandboxes.live(storage).runtime(runtime).sessionId("s").build();
    }

    private static List<String> texts(CodeCompletion completion) {
        return completion.candidates().stream().map(Candidate::text).toList();
    }

    @Test
    void python_completes_from_the_live_interpreter() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            shown(
                    sandbox,
                    """
                    import json, os
                    class Person:
                        def __init__(self, name): self.name = name
                        def greet(self, other, *, loud=False): pass
                        @property
                        def trap(self): os.remove('kept.txt'); raise SystemExit
                    person = Person('Ann')
                    table = {'alpha': 1, 'beta': {'gamma': person}, 3: 4}
                    os.makedirs('data/inner')
                    open('data/report.csv', 'w').close()
                    open('kept.txt', 'w').close()
                    """);

            CodeCompletion greet = sandbox.complete("x = person.gr");
            assertThat(greet)
                    .isEqualTo(
                            new CodeCompletion(
                                    11, 13, List.of(new Candidate("greet", Kind.FUNCTION)), false));
            assertThat(sandbox.complete("person").candidates())
                    .containsExactly(new Candidate("person", Kind.VALUE));
            assertThat(sandbox.complete("pri").candidates())
                    .containsExactly(new Candidate("print", Kind.FUNCTION));
            assertThat(sandbox.complete("Pers").candidates())
                    .containsExactly(new Candidate("Person", Kind.CLASS));
            assertThat(texts(sandbox.complete("whi"))).containsExactly("while");
            assertThat(texts(sandbox.complete("table['beta']['gamma'].na")))
                    .containsExactly("name");
            assertThat(sandbox.complete("table['").candidates())
                    .containsExactly(
                            new Candidate("alpha", Kind.KEY), new Candidate("beta", Kind.KEY));
            assertThat(texts(sandbox.complete("table["))).startsWith("'alpha'", "'beta'", "3");
            assertThat(texts(sandbox.complete("person.greet("))).startsWith("other=", "loud=");
            assertThat(texts(sandbox.complete("open('data/re"))).containsExactly("report.csv");
            assertThat(sandbox.complete("open(\"data/").candidates())
                    .containsExactly(
                            new Candidate("inner/", Kind.FILE),
                            new Candidate("report.csv", Kind.FILE));
            assertThat(texts(sandbox.complete("from json import dum"))).contains("dumps");
            assertThat(texts(sandbox.complete("import sqli"))).containsExactly("sqlite3");
            assertThat(texts(sandbox.complete("import xml.etree.ElementT")))
                    .containsExactly("ElementTree");
            assertThat(texts(sandbox.complete("def f(local_name):\n    return local_")))
                    .containsExactly("local_name");
            assertThat(texts(sandbox.complete("json.lo + 1", 7))).containsExactly("load", "loads");
            assertThat(texts(sandbox.complete("# json."))).isEmpty();
            assertThat(texts(sandbox.complete("person.trap."))).isEmpty();
            assertThat(texts(sandbox.complete("undefined."))).isEmpty();
            assertThat(shown(sandbox, "os.path.exists('kept.txt')")).isEqualTo("True\n");
        }
    }

    @Test
    void javascript_completes_from_the_live_interpreter() {
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT)) {
            shown(
                    sandbox,
                    """
                    class Person { constructor(name) { this.name = name; } greet(other) {} }
                    const person = new Person('Ann');
                    var table = { alpha: 1, beta: { gamma: person }, 'a b': 2 };
                    os.mkdir('data');
                    std.open('data/report.csv', 'w').close();
                    """);

            assertThat(sandbox.complete("let x = person.gr"))
                    .isEqualTo(
                            new CodeCompletion(
                                    15, 17, List.of(new Candidate("greet", Kind.FUNCTION)), false));
            assertThat(sandbox.complete("pers").candidates())
                    .containsExactly(new Candidate("person", Kind.VALUE));
            assertThat(sandbox.complete("Pers").candidates())
                    .containsExactly(new Candidate("Person", Kind.CLASS));
            assertThat(texts(sandbox.complete("console.lo"))).containsExactly("log");
            assertThat(texts(sandbox.complete("func"))).containsExactly("function");
            assertThat(texts(sandbox.complete("table.beta?.gamma.na"))).containsExactly("name");
            assertThat(texts(sandbox.complete("table['beta'].ga"))).containsExactly("gamma");
            assertThat(sandbox.complete("table['a").candidates())
                    .containsExactly(
                            new Candidate("alpha", Kind.KEY), new Candidate("a b", Kind.KEY));
            assertThat(texts(sandbox.complete("`${person.na"))).containsExactly("name");
            assertThat(texts(sandbox.complete("'abc'.toUpper"))).containsExactly("toUpperCase");
            assertThat(texts(sandbox.complete("[1].ma"))).containsExactly("map");
            assertThat(texts(sandbox.complete("[1]\n  .filt"))).containsExactly("filter");
            assertThat(texts(sandbox.complete("/[/]/.tes"))).containsExactly("test");
            assertThat(texts(sandbox.complete("1 / 2 / person.gre"))).containsExactly("greet");
            assertThat(texts(sandbox.complete("std.loadFile('data/")))
                    .containsExactly("report.csv");
            assertThat(texts(sandbox.complete("import * as x from 's"))).containsExactly("std");
            assertThat(texts(sandbox.complete("(localName) => local")))
                    .containsExactly("localName");
            assertThat(texts(sandbox.complete("// person."))).isEmpty();
            assertThat(texts(sandbox.complete("/* person."))).isEmpty();
            assertThat(texts(sandbox.complete("missing."))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeType.class)
    void completing_changes_nothing(RuntimeType runtime) {
        try (Sandbox sandbox = live(runtime)) {
            shown(
                    sandbox,
                    runtime == RuntimeType.PYTHON
                            ? """
                            seen = []
                            class Hostile:
                                def __getattr__(self, name): seen.append(name); open('made', 'w').close(); return self
                                def __dir__(self): seen.append('dir'); print('noise'); return ['left', 'bad\\x1b[2J', 'x' * 5000]
                            hostile = Hostile()
                            """
                            : """
                            const seen = [];
                            const hostile = { get next() { seen.push('next'); std.open('made', 'w'); return target; } };
                            const target = new Proxy(Object.create(null), { ownKeys() { seen.push('keys'); print('noise'); return ['left', 'bad\\x1b[2J', 'x'.repeat(5000)]; } });
                            """);
            String hash = sandbox.checkpoint().contentHash();

            assertThat(texts(sandbox.complete("hostile.next."))).containsExactly("left");

            assertThat(sandbox.checkpoint().contentHash()).isEqualTo(hash);
            assertThat(shown(sandbox, "seen")).isEqualTo("[]\n");
            assertThat(Sessions.of(storage, SandboxLogger.none()).listFiles("s", "made")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeType.class)
    void completing_ends_in_time(RuntimeType runtime) {
        try (Sandbox sandbox = live(runtime)) {
            shown(
                    sandbox,
                    runtime == RuntimeType.PYTHON
                            ? "class Slow:\n    def __dir__(self):\n        while True: pass\nslow = Slow()"
                            : "const slow = new Proxy({}, { ownKeys() { for (;;); } });");

            assertThat(sandbox.complete("slow.x")).isEqualTo(CodeCompletion.none(6));
            assertThat(shown(sandbox, "1")).isEqualTo("1\n");
        }
    }

    @Test
    void many_candidates_are_cut_and_told() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            shown(sandbox, "for i in range(3000): globals()[f'name_{i}'] = i");

            CodeCompletion completion = sandbox.complete("name_");

            assertThat(completion.truncated()).isTrue();
            assertThat(completion.candidates()).hasSizeBetween(500, 1000);
        }
    }

    @Test
    void a_cursor_outside_of_the_code_is_refused() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            assertThatThrownBy(() -> sandbox.complete("abc", 4))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("4");
            assertThatThrownBy(() -> sandbox.complete("abc", -1))
                    .isInstanceOf(InvalidRequestException.class);
            assertThat(sandbox.complete("", 0).candidates()).isNotEmpty();
        }
    }

    @Test
    void a_fresh_interpreter_completes_what_it_starts_with() {
        try (Sandbox sandbox = Sandbox.builder().storage(storage).build()) {
            assertThat(texts(sandbox.complete("prin"))).containsExactly("print");
        }
    }
}
