#!/usr/bin/env bash
# Builds the conformance suite as a guest: build.sh OUTDIR
#
# OUTDIR receives suite.wasm and versions.properties. The result is cached by the hash of its inputs; nothing is done
# when OUTDIR is up to date. Needs what the guests need: see guest-common/toolchain.sh.

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$here/../../guest-common/toolchain.sh"

sources="$here/../src/main/c"

# Freestanding: a C library would come between the cases and the functions they test. Not optimised across files, so
# that a failing case points at its line; the module stays small enough to be compiled in a moment.
FLAGS=(
    -std=c2x -O1 -ffreestanding -nostdlib -mbulk-memory -Wall -Wextra -Werror -Wno-unused-value -fno-strict-aliasing
    -Wl,--no-entry -Wl,--stack-first -Wl,-z,stack-size=65536 -Wl,--export=__stack_pointer -Wl,--strip-debug
    -Wl,--initial-memory=4194304
)

main() {
    local out=$1 key
    key=$(hash_of "$here/build.sh" "$sources" "$here/../../guest-common" "=$(toolchain_key)")
    cached wasi-testsuite "$key" build_suite
    mkdir -p "$out"
    if [[ $(cat "$out/.key" 2>/dev/null) != "$key" ]]; then
        cp -r "$CACHED/." "$out/"
        echo "$key" >"$out/.key"
    fi
}

build_suite() {
    local result=$1
    find_toolchain
    quietly "compilation of the WASI conformance suite" compile "$result/suite.wasm"
    {
        echo "toolchain=$(toolchain_key)"
        echo "sha256=$(sha256sum "$result/suite.wasm" | cut -c 1-64)"
    } >"$result/versions.properties"
}

compile() {
    cd "$sources"
    "${WASM_CC[@]}" "${FLAGS[@]}" ./*.c -o "$1"
}

(($# == 1)) || fail "usage: build.sh OUTDIR"
main "$1"
