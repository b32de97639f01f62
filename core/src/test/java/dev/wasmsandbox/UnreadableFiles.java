package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Cases of {@link UnreadableFilesIT}, and the program that runs one of them. */
enum UnreadableFiles {
    /** A file without the right to read it, and folders that cannot be listed, searched or both. */
    ABSENT {
        @Override
        void check(Host host) throws IOException {
            host.mode("secret.txt", "-w-------");
            host.mode("closed", "---------");
            host.mode("unlisted", "--x------");
            host.mode("unsearched", "r--------");

            assertThat(host.shown()).containsExactly("given.txt", "unsearched");
            SandboxResult result =
                    host.run(
                            """
                            import os
                            print(sorted(os.listdir('.')))
                            print(os.listdir('unsearched'))
                            for name in ('secret.txt', 'closed/inner.txt', 'unlisted/inner.txt', 'unsearched/inner.txt'):
                                try: open(name)
                                except FileNotFoundError: print('no', name)
                            """);
            assertThat(result.stdout())
                    .isEqualTo(
                            """
                            ['given.txt', 'unsearched', 'user_code.py']
                            []
                            no secret.txt
                            no closed/inner.txt
                            no unlisted/inner.txt
                            no unsearched/inner.txt
                            """);
            host.requireUntouched();
        }
    },

    /** What a guest makes under names that something unreadable has already. */
    IN_THE_WAY {
        @Override
        void check(Host host) throws IOException {
            host.mode("secret.txt", "---------");
            host.mode("closed", "---------");

            SandboxResult result =
                    host.run(
                            """
                            import os
                            os.rename('given.txt', 'secret.txt')
                            os.mkdir('closed')
                            open('closed/inner.txt', 'w').write('from the guest')
                            open('new.txt', 'w').write('new')
                            """);

            assertThat(result.success()).isFalse();
            assertThat(result.outcome().toString()).contains("secret.txt", "closed/inner.txt");
            assertThat(result.filesCreated()).containsExactly("new.txt");
            assertThat(result.filesDeleted()).isEmpty();
            assertThat(host.text("given.txt")).isEqualTo("given.txt\n");
            host.requireUntouched();
        }
    },

    /** Folders that can be read and not be changed. */
    UNCHANGEABLE {
        @Override
        void check(Host host) throws IOException {
            host.mode("closed", "r-x------");

            SandboxResult result =
                    host.run(
                            """
                            import os
                            os.rename('closed/inner.txt', 'closed/other.txt')
                            os.rename('unlisted/inner.txt', 'closed/moved.txt')
                            open('new.txt', 'w').write('new')
                            """);

            assertThat(result.success()).isFalse();
            assertThat(result.outcome().toString()).contains("closed/");
            assertThat(host.text("new.txt")).isEqualTo("new");
            assertThat(host.text("unlisted/inner.txt")).isEqualTo("unlisted/inner.txt\n");
            host.requireUntouched();
        }
    },

    /** A session whose own folder is closed, and one that cannot be written to. */
    WHOLE_SESSION {
        @Override
        void check(Host host) throws IOException {
            host.mode("", "---------");

            assertThatThrownBy(host::shown)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("cannot list the files of session s");
            assertThatThrownBy(() -> host.run("print(1)")).isInstanceOf(SandboxException.class);
            PruneResult pruned = host.sessions().prune(Duration.ZERO, false);
            assertThat(pruned.deletedSessions()).isEmpty();

            host.mode("", "r-x------");
            SandboxResult result = host.run("open('new.txt', 'w').write('new')\nprint(1)");
            assertThat(result.stdout()).isEqualTo("1\n");
            assertThat(result.success()).isFalse();
            assertThat(result.outcome().toString()).contains("new.txt");
            host.requireUntouched();
        }
    },

    /** Notes of a session that cannot be read are not made anew, since links of the guest may be in them. */
    NOTES {
        @Override
        void check(Host host) throws IOException {
            host.mode(".metadata.json", "---------");

            PruneResult pruned = host.sessions().prune(Duration.ZERO, false);
            assertThat(pruned.deletedSessions()).isEmpty();
            assertThatThrownBy(host::shown)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(".metadata.json");
            assertThatThrownBy(() -> host.run("print(1)"))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(".metadata.json");
            host.requireUntouched();
            host.mode(".metadata.json", "rw-------");
            assertThat(host.storage().metadata("s").orElseThrow().createdAt()).isEqualTo(NOW);
        }
    },

    /** The host's own methods over a session with closed parts. */
    SESSIONS {
        @Override
        void check(Host host) throws IOException {
            host.mode("closed", "---------");
            host.mode("secret.txt", "---------");

            assertThat(host.sessions().listFiles("s", "**"))
                    .containsExactly("given.txt", "unlisted/inner.txt", "unsearched/inner.txt");
            assertThatThrownBy(() -> host.sessions().readFile("s", "secret.txt"))
                    .isInstanceOf(SandboxException.class);
            assertThatThrownBy(() -> host.sessions().writeFile("s", "secret.txt", "x", true))
                    .isInstanceOf(SandboxException.class);
            assertThatThrownBy(() -> host.sessions().writeFile("s", "closed/new.txt", "x", true))
                    .isInstanceOf(SandboxException.class);
            host.requireUntouched();
        }
    },

    /** A saved interpreter that cannot be read is told, and given up only when that is asked for. */
    SAVED_INTERPRETER {
        @Override
        void check(Host host) throws IOException {
            try (Sandbox sandbox = host.live()) {
                assertThat(sandbox.execute("x = 41").success()).isTrue();
            }
            Path saved = host.storage().root().resolve(".state/s/.python");
            Files.setPosixFilePermissions(saved, PosixFilePermissions.fromString("---------"));

            try (Sandbox sandbox = host.live()) {
                assertThatThrownBy(() -> sandbox.execute("print(x)"))
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("cannot read checkpoint .python of session s");
                sandbox.reset();
                assertThat(sandbox.execute("print('anew')").stdout()).isEqualTo("anew\n");
            }
        }
    },

    /** Mounts of directories with closed parts. */
    MOUNTS {
        @Override
        void check(Host host) throws IOException {
            Path mounted = Files.createDirectories(host.root().resolve("mounted/closed"));
            Files.writeString(mounted.resolve("inner.txt"), "inner");
            Files.writeString(mounted.resolveSibling("secret.txt"), "secret");
            Files.writeString(mounted.resolveSibling("open.txt"), "open");
            Files.setPosixFilePermissions(mounted, PosixFilePermissions.fromString("---------"));
            Files.setPosixFilePermissions(
                    mounted.resolveSibling("secret.txt"),
                    PosixFilePermissions.fromString("---------"));

            SandboxResult result =
                    host.run(
                            """
                            import os
                            print(sorted(os.listdir('/mnt')), open('/mnt/open.txt').read())
                            for look in (lambda: open('/mnt/secret.txt').read(), lambda: os.listdir('/mnt/closed'), lambda: open('/mnt/closed/inner.txt')):
                                try: print(look())
                                except OSError as e: print(type(e).__name__, e.errno)
                            """,
                            ExecutionPolicy.builder()
                                    .mount(Mount.directory(host.root().resolve("mounted"), "/mnt"))
                                    .build());

            assertThat(result.stdout())
                    .isEqualTo(
                            """
                            ['closed', 'open.txt', 'secret.txt'] open
                            OSError 29
                            OSError 29
                            OSError 29
                            """);
        }
    };

    /** What the program says when the case holds. */
    static final String DONE = "the case holds";

    private static final Instant NOW = Instant.parse("2026-03-01T11:30:00Z");

    abstract void check(Host host) throws IOException;

    /** Runs a case: its name, and an empty folder. */
    public static void main(String[] arguments) throws IOException {
        valueOf(arguments[0]).check(new Host(Path.of(arguments[1])));
        System.out.println(DONE);
    }

    /** A session with some files, and what they must be at the end. */
    record Host(Path root, DiskStorageAdapter storage) {
        private static final List<String> FILES =
                List.of(
                        "given.txt",
                        "secret.txt",
                        "closed/inner.txt",
                        "unlisted/inner.txt",
                        "unsearched/inner.txt");

        Host(Path root) throws IOException {
            this(root, new DiskStorageAdapter(root.resolve("sessions")));
            boolean _ = storage.create(SessionMetadata.createdAt("s", NOW));
            for (String file : FILES) {
                Path path = path(file);
                Files.createDirectories(path.getParent());
                Files.writeString(path, file + "\n");
            }
        }

        Path path(String file) {
            return storage.localPath("s").orElseThrow().resolve(file);
        }

        void mode(String file, String permissions) throws IOException {
            Files.setPosixFilePermissions(path(file), PosixFilePermissions.fromString(permissions));
        }

        /** The top of the session as its storage shows it. */
        List<String> shown() {
            try (WorkspaceSnapshot snapshot = storage.open("s")) {
                return snapshot.entries().stream()
                        .map(WorkspaceEntry::path)
                        .filter(path -> path.indexOf('/') < 0 && !path.startsWith("user_code"))
                        .sorted()
                        .toList();
            }
        }

        Sessions sessions() {
            return Sessions.of(storage);
        }

        SandboxResult run(String code) {
            return run(code, ExecutionPolicy.defaults());
        }

        SandboxResult run(String code, ExecutionPolicy policy) {
            try (Sandbox sandbox =
                    Sandbox.builder().storage(storage).sessionId("s").policy(policy).build()) {
                return sandbox.execute(code);
            }
        }

        Sandbox live() {
            return Sandbox.builder()
                    .storage(storage)
                    .sessionId("s")
                    .autoPersistGlobals(true)
                    .build();
        }

        String text(String file) throws IOException {
            return Files.readString(path(file));
        }

        /** Opens everything again and looks whether it is as it was. */
        void requireUntouched() throws IOException {
            Files.setPosixFilePermissions(path(""), PosixFilePermissions.fromString("rwx------"));
            for (String file : FILES) {
                Path folder = path(file).getParent();
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                Files.setPosixFilePermissions(
                        path(file), PosixFilePermissions.fromString("rw-------"));
                assertThat(text(file)).isEqualTo(file + "\n");
            }
        }
    }
}
