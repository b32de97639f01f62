#!/usr/bin/env bash
# Makes the profile of an interpreter anew: renew.sh python|javascript
#
# Builds the guest with counters, runs the programs in guest-<language>/src/training on it, each in a fresh interpreter, and
# writes guest-<language>/build/profile-<version>.gz. To be done after a change of the interpreter's version, of the compiler's
# major version, or of much in the patches, and to be measured then. Needs
#
#     python3 -m pip install wasmtime==50.0.1
#
# and, for JavaScript, that Maven has built the module before.

. "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../toolchain.sh"

language=${1:-}
[[ $# == 1 && ($language == python || $language == javascript) ]] || fail "usage: renew.sh python|javascript"
module=$(realpath "$guest_common/../guest-$language")
python3 -c 'import wasmtime' || fail "Wasmtime for Python is missing" "run: python3 -m pip install wasmtime==50.0.1"

find_toolchain
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $language in
python)
    . "$module/build/pins.env"
    version=$PYTHON_VERSION
    # With the functions that never ran: those are rare, and compiled for size.
    shape=()
    INSTRUMENT=yes "$module/build/build.sh" "$work/guest"
    files=("/usr/lib/python3.13=$work/guest/stdlib.zip" "/data/site-packages=$work/guest/site-packages.zip")
    ;;
javascript)
    # Without the functions that never ran, which are compiled as if there was no profile.
    shape=(--sparse)
    version=$(sed -n 's/^QUICKJS_VERSION=//p' "$module/build/build.sh")
    INSTRUMENT=yes "$module/build/build.sh" "$work/guest" "$module/target/guest-libraries/js-yaml.jar"
    files=("/data_js=$work/guest/data_js.zip")
    ;;
esac
say "training with $(find "$module/src/training" -type f | wc -l) programs"
python3 "$guest_common/profile/train.py" "$work/guest/$language.wasm" "$work" "${files[@]}" -- "$module/src/training"/*
"$WASM_PROFDATA" merge "${shape[@]}" --text -o "$work/profile.txt" "$work"/*.profraw
rm -f "$module/build"/profile-*.gz
gzip -9nc "$work/profile.txt" >"$module/build/profile-$version.gz"
say "wrote $module/build/profile-$version.gz"
