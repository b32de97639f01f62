#!/usr/bin/env bash
# Finds, or on Debian installs, a C toolchain for wasm32-wasi.
#
# Sourced: call `find_toolchain`, which sets the array WASM_CC (compiler with target and sysroot) and WASM_AR,
# WASM_RANLIB, WASM_NM, WASM_OBJDUMP, WASM_PROFDATA; `toolchain_key` prints what a cache key must contain, without installing anything.
# Executed: prints the toolchain.
#
# An installed wasi-sdk named by WASI_SDK_PATH comes first; else clang of the distribution with a wasi-libc of our choice.

guest_common=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$guest_common/lib.sh"
. "$guest_common/pins.env"
. "$guest_common/profile/profile.sh"

toolchain_key() {
    if [[ -n ${WASI_SDK_PATH:-} ]]; then
        echo "wasi-sdk $(head -n 1 "$WASI_SDK_PATH/VERSION" 2>/dev/null || echo "$WASI_SDK_PATH")"
    else
        echo "llvm $LLVM_MAJOR, wasi-libc $WASI_LIBC_SHA256"
    fi
}

find_toolchain() {
    local bin
    if [[ -n ${WASI_SDK_PATH:-} ]]; then
        bin=$WASI_SDK_PATH/bin
        [[ -x $bin/clang && -d $WASI_SDK_PATH/share/wasi-sysroot ]] ||
            fail "WASI_SDK_PATH=$WASI_SDK_PATH is not a wasi-sdk" "expected bin/clang and share/wasi-sysroot in it"
        WASM_CC=("$bin/clang" --target=wasm32-wasi "--sysroot=$WASI_SDK_PATH/share/wasi-sysroot")
    else
        bin=/usr/lib/llvm-$LLVM_MAJOR/bin
        if [[ ! -x $bin/clang || ! -x $bin/wasm-ld || ! -x $bin/llvm-ar ||
            ! -e /usr/lib/llvm-$LLVM_MAJOR/lib/clang/$LLVM_MAJOR/lib/wasi/libclang_rt.builtins-wasm32.a ]]; then
            install_packages "clang-$LLVM_MAJOR" "lld-$LLVM_MAJOR" "llvm-$LLVM_MAJOR" "libclang-rt-$LLVM_MAJOR-dev-wasm32"
        fi
        cached wasi-libc "$WASI_LIBC_SHA256" unpack_wasi_libc
        WASM_CC=("$bin/clang" --target=wasm32-wasi "--sysroot=$CACHED/usr")
    fi
    WASM_AR=$bin/llvm-ar
    WASM_RANLIB=$bin/llvm-ranlib
    WASM_NM=$bin/llvm-nm
    WASM_OBJDUMP=$bin/llvm-objdump
    WASM_PROFDATA=$bin/llvm-profdata
}

unpack_wasi_libc() {
    fetch_debian_package "$WASI_LIBC_SUITE" "$WASI_LIBC_PACKAGE" "$WASI_LIBC_SHA256"
    dpkg-deb --extract "$FETCHED" "$1"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
    find_toolchain
    printf '%s\n' "compiler: ${WASM_CC[*]}" "archiver: $WASM_AR" "key:      $(toolchain_key)"
fi
