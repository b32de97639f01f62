package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.out;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of interpreters that live on. */
class LiveForkIT {
    @TempDir Path root;

    private Sandbox python() {
        return TestSandboxes.live(root).build();
    }

    @Test
    void forks_are_independent() {
        try (Sandbox parent = python()) {
            out(parent, LiveSessionIT.PYTHON_STATE);
            List<Sandbox> children = parent.fork(2);
            try (Sandbox first = children.get(0);
                    Sandbox second = children.get(1)) {
                out(first, "p.x = 1; next(gen); open('lines.txt', 'w').write('x')");
                out(parent, "p.x = 2; next(gen); next(gen)");

                assertThat(out(second, LiveSessionIT.PYTHON_LOOK))
                        .isEqualTo(LiveSessionIT.PYTHON_SEEN);
                assertThat(out(first, "print(p.x, next(gen))")).isEqualTo("1 3\n");
                assertThat(out(parent, "print(p.x, next(gen), open('lines.txt').readline())"))
                        .isEqualTo("2 4 one\n\n");
            }
        }
    }

    @Test
    void a_fork_may_be_named_and_takes_no_others_place() {
        try (Sandbox parent = python()) {
            out(parent, LiveSessionIT.PYTHON_STATE);
            try (Sandbox copy = parent.fork("a-copy")) {
                assertThat(copy.sessionId()).isEqualTo("a-copy");
                assertThat(out(copy, LiveSessionIT.PYTHON_LOOK))
                        .isEqualTo(LiveSessionIT.PYTHON_SEEN);
            }
            assertThatThrownBy(() -> parent.fork("a-copy"))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("there is a session a-copy already");
            assertThatThrownBy(() -> parent.fork("../x")).isInstanceOf(SandboxException.class);
            assertThat(out(parent, LiveSessionIT.PYTHON_LOOK)).isEqualTo(LiveSessionIT.PYTHON_SEEN);
        }
    }
}
