package dev.wasmsandbox.wasmtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "linux, amd64, false, linux-x86_64, libwasmtime.so",
        "linux, aarch64, false, linux-aarch64, libwasmtime.so",
        "linux, amd64, true, linux-x86_64-musl, libwasmtime.so",
        "linux, aarch64, true, linux-aarch64-musl, libwasmtime.so",
        "mac os x, x86_64, false, macos-x86_64, libwasmtime.dylib",
        "mac os x, aarch64, false, macos-aarch64, libwasmtime.dylib",
        "windows 11, amd64, false, windows-x86_64, wasmtime.dll",
        "windows server 2022, aarch64, false, windows-aarch64, wasmtime.dll",
        "linux, riscv64, false, linux-riscv64, libwasmtime.so",
    })
    void is_named_as_the_packed_libraries_are(
            String os, String arch, boolean musl, String name, String library) {
        assertThat(Platform.of(os, arch, musl)).isEqualTo(new Platform(name, library));
    }
}
