package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key derivation of {@code hashlib}, which is OpenSSL's elsewhere, against other implementations of it. */
class KeyDerivationIT {
    private static SandboxResult run(String code) {
        try (Sandbox sandbox = LibraryScripts.sandbox(ExecutionPolicy.defaults())) {
            return sandbox.execute(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sha1, SHA1",
        "sha224, SHA224",
        "sha256, SHA256",
        "sha384, SHA384",
        "sha512, SHA512"
    })
    void pbkdf2_gives_the_keys_that_java_gives(String name, String javaName) throws Exception {
        Random random = new Random(7);
        StringBuilder program = new StringBuilder("import hashlib\n");
        StringBuilder expected = new StringBuilder();
        // Around the lengths of blocks and digests, where padding and the hashing of long passwords
        // change.
        for (int length : new int[] {1, 20, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 300}) {
            String password = text(random, length);
            byte[] salt = new byte[1 + random.nextInt(150)];
            random.nextBytes(salt);
            int iterations = 1 + random.nextInt(30);
            int keyBytes = 1 + random.nextInt(200);
            program.append(
                    "print(hashlib.pbkdf2_hmac('%s', b'%s', bytes.fromhex('%s'), %d, %d).hex())%n"
                            .formatted(
                                    name,
                                    password,
                                    HexFormat.of().formatHex(salt),
                                    iterations,
                                    keyBytes));
            expected.append(java(javaName, password, salt, iterations, keyBytes)).append('\n');
        }

        assertThat(run(program.toString()).stdout()).isEqualTo(expected.toString());
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String java(
            String name, String password, byte[] salt, int iterations, int keyBytes)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 8 * keyBytes);
        byte[] key =
                SecretKeyFactory.getInstance("PBKDF2WithHmac" + name)
                        .generateSecret(spec)
                        .getEncoded();
        return HexFormat.of().formatHex(key);
    }

    /** The third one of RFC 7914, chapter 12. */
    @Test
    void scrypt_gives_the_keys_of_its_standard() {
        assertThat(
                        run("import hashlib; print(hashlib.scrypt(b'pleaseletmein', salt=b'SodiumChloride', n=16384, r=8, p=1, dklen=64).hex())")
                                .stdout())
                .isEqualTo(
                        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887\n");
    }

    /** As many rounds as programs usually ask for. */
    @Test
    void a_hundred_thousand_rounds_are_within_the_usual_budget() {
        SandboxResult result =
                run("import hashlib; hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 100_000)");

        assertThat(result.success()).isTrue();
        assertThat(result.fuelConsumed().getAsLong()).isLessThan(2_000_000_000L);
    }

    @Test
    void costs_that_are_too_high_or_make_no_sense_are_errors_of_the_program() {
        assertThat(
                        run("""
                        import hashlib
                        def error(call, **arguments):
                            try:
                                call(**arguments)
                            except (ValueError, TypeError, OverflowError, MemoryError) as e:
                                return type(e).__name__
                        p = dict(password=b"p", salt=b"s")
                        print([error(hashlib.scrypt, **p, **cost) for cost in (
                            dict(n=2**20, r=8, p=1), dict(n=15, r=8, p=1), dict(n=2**62, r=2**29, p=1), dict(n=2, r=2**29, p=2),
                            dict(n=2**64, r=1, p=1), dict(n=-2, r=1, p=1), dict(n=2, r=0, p=1), dict(n=2, r=1, p=2**70), dict(n=2, r=1),
                            dict(n=2**20, r=8, p=1, maxmem=2**31 - 1), dict(n=2, r=1, p=1, dklen=0), dict(n=2, r=1, p=1, maxmem=-1))])
                        print([error(hashlib.pbkdf2_hmac, hash_name="sha256", **p, **cost) for cost in (
                            dict(iterations=0), dict(iterations=2**40), dict(iterations=1, dklen=0), dict(iterations=1, dklen=2**31 - 100))])
                        print(error(hashlib.pbkdf2_hmac, hash_name="sha3_256", **p, iterations=1))
                        """)
                                .stdout())
                .isEqualTo(
                        """
                        ['ValueError', 'ValueError', 'ValueError', 'ValueError', 'ValueError', 'ValueError', 'ValueError', 'ValueError', 'TypeError', 'MemoryError', 'ValueError', 'ValueError']
                        ['ValueError', 'OverflowError', 'ValueError', 'MemoryError']
                        ValueError
                        """);
    }
}
