# The source tree of CPython: the upstream tarball, the fixes of the distribution's security team, our own patches.

# Which of the distribution's patches are fixes; the others fit Python into Debian's file system.
readonly fixes_pattern='^(CVE-.*|ssl-.*|dict-use-after-free|traverse-managed-dicts)\.patch$'

python_sources() {
    cached python-sources "$(hash_of "$here/steps/sources.sh" "$here/pins.env" "$here/patches")" make_python_sources
    python_source=$CACHED/source
    python_revision=$(<"$CACHED/revision")
}

make_python_sources() {
    local out=$1 tarball fixes work patch revision=$PYTHON_FIXES_REVISION
    work=$(mktemp -d "$BUILD_CACHE/.python-download.XXXXXXXX")
    if ! { have "$PYTHON_FIXES_SHA256" && fixes=$FETCHED && have "$PYTHON_TARBALL_SHA256" && tarball=$FETCHED; }; then
        fetch_debian_source "$PYTHON_SUITE" "$PYTHON_PACKAGE" "$work"
        keep "$(echo "$work"/*.orig.tar.xz)" "$PYTHON_TARBALL_SHA256"
        tarball=$FETCHED
        fixes=$(echo "$work"/*.debian.tar.xz)
        if [[ $(sha256sum "$fixes" | cut -c 1-64) == "$PYTHON_FIXES_SHA256" ]]; then
            keep "$fixes" "$PYTHON_FIXES_SHA256"
            fixes=$FETCHED
        else
            # Signed like the pinned one, only newer: more fixes are no reason to stop.
            revision=$(basename "$fixes" .debian.tar.xz)
            revision=${revision#*_}
            say "note: Debian's fixes are newer ($revision) than the pinned ones ($PYTHON_FIXES_REVISION); taking them"
        fi
    fi
    mkdir "$out/source" "$work/fixes"
    tar -xf "$tarball" -C "$out/source" --strip-components=1
    tar -xf "$fixes" -C "$work/fixes"
    while read -r patch; do
        apply_patch "$out/source" "$work/fixes/debian/patches/$patch"
        echo "$patch" >>"$out/fixes"
    done < <(grep -E "$fixes_pattern" "$work/fixes/debian/patches/series")
    while IFS= read -r patch; do
        apply_patch "$out/source" "$patch"
    done < <(find "$here/patches" -name '*.patch' | sort)
    echo "$revision" >"$out/revision"
    rm -rf "$work"
}

apply_patch() {
    need patch patch
    patch --directory="$1" --strip=1 --silent --no-backup-if-mismatch --forward <"$2" >&2 ||
        fail "the patch $(basename "$2") does not apply to CPython $PYTHON_VERSION"
}
