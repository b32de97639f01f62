#!/usr/bin/env bash
# Prints the directory of the C headers of libwasmtime, for the test that compares this binding with them.
# They come in the crate wasmtime-c-api-impl of the same version; cargo only downloads it, nothing is compiled.

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$here/../../guest-common/lib.sh"

crate=wasmtime-c-api-impl
version=50.0.1
sha256=3c24d3970786b4baecb5b6aff31759b4f361879e8d99dbd5dc36a9524a0db6e6

fetch_crate() {
    local work file
    if have "$sha256"; then return; fi
    need_cargo
    work=$(mktemp -d "$BUILD_CACHE/.crate.XXXXXXXX")
    # `cargo info` brings one crate, where `cargo fetch` would bring all that it depends on as well.
    cd "$work"
    quietly "download of the crate $crate" cargo info "$crate@$version"
    for file in "${CARGO_HOME:-$HOME/.cargo}"/registry/cache/*/"$crate-$version.crate"; do
        if [[ -f $file ]]; then
            cp "$file" "$work/"
            keep "$work/$crate-$version.crate" "$sha256"
            rm -rf "$work"
            return
        fi
    done
    fail "cargo did not keep the crate $crate $version" "a cargo of version 1.82 or later is needed"
}

unpack() {
    fetch_crate
    tar -xzf "$FETCHED" -C "$1" --strip-components=1 "$crate-$version/include"
    # What CMake would do, with every feature on: the library in the wheels has them all.
    sed 's/^#cmakedefine /#define /' "$1/include/wasmtime/conf.h.in" >"$1/include/wasmtime/conf.h"
}

cached wasmtime-headers "$(hash_of "$here" "=$sha256")" unpack
echo "$CACHED/include"
