#!/usr/bin/env bash
# Puts libwasmtime, its hash and its licence into a directory as jar resources.
#
#   fetch.sh DIRECTORY            this machine's platform, straight into DIRECTORY
#   fetch.sh DIRECTORY --all      every platform of wheels.txt, each into DIRECTORY/<platform>
#
# The wheels are checked against wheels.txt and kept in the build cache, so that a second call only compares a stamp.

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$here/../../guest-common/lib.sh"
wheels=$here/wheels.txt

version=$(sed -n 's/^# version //p' "$wheels")

# platform_of_this_machine: prints the name that wheels.txt uses.
platform_of_this_machine() {
    local os arch libc=
    case $(uname -s) in
    Linux)
        os=linux
        if compgen -G '/lib/ld-musl-*' >/dev/null && ! compgen -G '/lib*/ld-linux-*' >/dev/null; then libc=-musl; fi
        ;;
    Darwin) os=macos ;;
    MINGW* | MSYS* | CYGWIN*) os=windows ;;
    *) fail "there is no libwasmtime for the operating system $(uname -s)" ;;
    esac
    case $(uname -m) in
    x86_64 | amd64) arch=x86_64 ;;
    aarch64 | arm64) arch=aarch64 ;;
    *) fail "there is no libwasmtime for the processor $(uname -m)" ;;
    esac
    echo "$os-$arch$libc"
}

# fetch_wheel TAG SHA256: sets FETCHED to the wheel.
fetch_wheel() {
    local work
    if have "$2"; then return; fi
    work=$(mktemp -d "$BUILD_CACHE/.wheel.XXXXXXXX")
    echo "wasmtime==$version --hash=sha256:$2" >"$work/wasmtime-$version-$1.txt"
    fetch_wheels "$work/wasmtime-$version-$1.txt" "$work" --only-binary=:all: --platform "$1"
    keep "$(echo "$work"/*.whl)" "$2"
    rm -rf "$work"
}

# unpack DIRECTORY PLATFORM TAG SHA256 MEMBER NAME: fills DIRECTORY with the resources of one platform.
unpack() {
    local native=$1/META-INF/native/$2 licence=$1/META-INF/licenses/wasmtime
    fetch_wheel "$3" "$4"
    mkdir -p "$native" "$licence"
    python3 - "$FETCHED" "$5" "$native/$6" "wasmtime-$version.dist-info/licenses/LICENSE" "$licence/LICENSE" <<'PYTHON'
import shutil, sys, zipfile

wheel, *pairs = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for member, target in zip(pairs[::2], pairs[1::2]):
        with archive.open(member) as source, open(target, "wb") as out:
            shutil.copyfileobj(source, out)
PYTHON
    sha256sum "$native/$6" | cut -c 1-64 >"$native/$6.sha256"
}

# provide DIRECTORY PLATFORM: copies the resources of one platform unless they are there already.
provide() {
    local platform tag sha256 member name stamp=$1/META-INF/native/$2/stamp
    read -r platform tag sha256 member name < <(grep "^$2 " "$wheels") ||
        fail "wheels.txt has no libwasmtime for the platform $2"
    if [[ -f $stamp && $(<"$stamp") == "$sha256" && -f $1/META-INF/native/$2/$name ]]; then return; fi
    cached "wasmtime-natives-$2" "$(hash_of "$here" "=$sha256")" unpack "$platform" "$tag" "$sha256" "$member" "$name"
    mkdir -p "$1"
    cp -R "$CACHED/." "$1/"
    echo "$sha256" >"$stamp"
}

(($# >= 1)) || fail "usage: fetch.sh DIRECTORY [--all]"
if [[ ${2:-} == --all ]]; then
    while read -r platform _; do
        provide "$1/$platform" "$platform"
    done < <(grep -v '^#' "$wheels")
else
    platform=$(platform_of_this_machine)
    provide "$1" "$platform"
fi
