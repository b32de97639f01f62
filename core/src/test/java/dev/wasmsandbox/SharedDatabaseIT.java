package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Several connections of a program to one SQLite database. */
class SharedDatabaseIT {
    private static String output(String code) {
        try (Sandbox sandbox = LibraryScripts.sandbox(ExecutionPolicy.defaults())) {
            SandboxResult result = sandbox.execute(code);
            assertThat(result.stderr()).isEmpty();
            assertThat(result.success()).isTrue();
            return result.stdout();
        }
    }

    @Test
    void connections_of_a_program_to_one_database_wait_for_each_other() {
        assertThat(
                        output(
                                """
                                import sqlite3
                                one, two = (sqlite3.connect("shared.db", timeout=0.01) for _ in range(2))
                                one.execute("create table t (x)")
                                one.execute("insert into t values (1)")
                                def error(statement, connection=two):
                                    try:
                                        return connection.execute(statement).fetchall()
                                    except sqlite3.OperationalError as e:
                                        connection.rollback()
                                        return str(e)
                                print(error("insert into t values (2)"), error("select * from t"))
                                one.commit()
                                reader = two.execute("select * from t union all select 2")
                                print(reader.fetchone(), error("insert into t values (3)", one))
                                try:
                                    one.commit()
                                except sqlite3.OperationalError as e:
                                    print(e)
                                reader.fetchall()
                                one.commit()
                                one.close()
                                print(error("insert into t values (4)"), error("select count(*) from t"))
                                """))
                .isEqualTo(
                        """
                        database is locked []
                        (1,) []
                        database is locked
                        [] [(3,)]
                        """);
    }

    @Test
    void locks_of_databases_live_on_with_the_interpreter() {
        try (Sandbox live =
                Sandbox.builder()
                        .runtime(RuntimeType.PYTHON)
                        .storage(new MemoryStorageAdapter())
                        .autoPersistGlobals(true)
                        .build()) {
            live.execute(
                    """
                    import sqlite3
                    one = sqlite3.connect("shared.db", timeout=0.01)
                    one.execute("create table t (x)")
                    one.execute("insert into t values (1)")
                    """);
            String insert =
                    """
                    two = sqlite3.connect("shared.db", timeout=0.01)
                    two.execute("insert into t values (2)")
                    two.commit()
                    """;

            assertThat(live.execute(insert).stderr().strip())
                    .endsWith("OperationalError: database is locked");
            assertThat(live.execute("one.commit()\none.close()\ntwo.close()").success()).isTrue();
            assertThat(
                            live.execute(
                                            insert
                                                    + "print(two.execute('select * from t').fetchall())")
                                    .stdout())
                    .isEqualTo("[(1,), (2,)]\n");
        }
    }
}
