# Shared by the build scripts of the guests: progress, a content-addressed build cache and downloads.
# To be sourced by bash scripts. Progress goes to stderr; nothing here writes to stdout unless it says so.
#
# Places, all below ${XDG_CACHE_HOME:-$HOME/.cache}/wasm-sandbox/build:
#   downloads/<sha256>-<name>   verified files
#   <name>-<key>/               results of `cached`
#   logs/                       output of the commands that `quietly` ran
# A directory named by WASM_SANDBOX_SOURCES is searched for files before anything is downloaded,
# so that a machine without a network can build.

set -euo pipefail
shopt -s inherit_errexit
export LC_ALL=C
umask 022

export BUILD_CACHE="${XDG_CACHE_HOME:-${HOME:?neither XDG_CACHE_HOME nor HOME is set}/.cache}/wasm-sandbox/build"
export BUILD_STARTED="${BUILD_STARTED:-$EPOCHSECONDS}"
mkdir -p "$BUILD_CACHE/downloads" "$BUILD_CACHE/logs" "$BUILD_CACHE/locks"

# ---- progress ----

# say TEXT...: one line of progress with the seconds since the build began.
say() {
    printf '[%4d s] %s\n' $((EPOCHSECONDS - BUILD_STARTED)) "$*" >&2
}

# fail TEXT...: each argument on a line of its own, then exit 1.
fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    if (($#)); then printf '       %s\n' "$@" >&2; fi
    exit 1
}

# quietly LABEL COMMAND...: runs COMMAND with its output in a log file. A sign of life appears every 15 seconds;
# on failure the end of the log and its path are shown and the script ends.
quietly() {
    local label=$1 began=$EPOCHSECONDS status=0 log heartbeat
    shift
    log="$BUILD_CACHE/logs/$(date +%Y%m%d-%H%M%S)-$$-${label//[^A-Za-z0-9.]/_}.log"
    say "$label ..."
    (
        trap 'kill "$sleeper" 2>/dev/null; exit 0' TERM
        while :; do
            sleep 15 &
            sleeper=$!
            wait "$sleeper"
            say "    $label: $((EPOCHSECONDS - began)) s, $(wc -l <"$log") lines of output"
        done
    ) &
    heartbeat=$!
    "$@" >"$log" 2>&1 </dev/null || status=$?
    kill "$heartbeat" 2>/dev/null || true
    wait "$heartbeat" 2>/dev/null || true
    if ((status)); then
        tail -n 25 "$log" | sed 's/^/    | /' >&2
        fail "$label failed with exit code $status" "whole output: $log"
    fi
    if ((EPOCHSECONDS - began >= 5)); then say "    $label: done in $((EPOCHSECONDS - began)) s"; fi
}

# need COMMAND PACKAGE: makes sure that COMMAND exists, through apt-get where that is possible.
need() {
    command -v "$1" >/dev/null || install_packages "$2"
    command -v "$1" >/dev/null || fail "the command '$1' is missing" "install the package '$2' of your system"
}

# install_packages PACKAGE...: through apt-get as root; otherwise says what to type.
install_packages() {
    command -v apt-get >/dev/null ||
        fail "missing on this machine: $*" "this script installs it by itself only where there is apt-get"
    ((EUID == 0)) || fail "missing on this machine: $*" "run: sudo apt-get install $*"
    if ! apt-get install --simulate -q "$@" >/dev/null 2>&1; then quietly "update of the package lists" apt-get update -q; fi
    quietly "installation of $*" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
}

# ---- build cache ----

# hash_of FILE|DIRECTORY|=TEXT...: prints one SHA-256 over the names and contents given. Names count only from
# the last component of each argument on, so that a checkout gives the same hash wherever it lies.
hash_of() {
    local item files=() texts=()
    for item; do
        case $item in
        =*) texts+=("${item#=}") ;;
        *) files+=("$item") ;;
        esac
    done
    {
        printf '%s\0' "${texts[@]}"
        if ((${#files[@]})); then
            for item in "${files[@]}"; do
                (cd "$(dirname "$item")" && find "$(basename "$item")" -type f -not -name '*.pyc' -print0 |
                    sort -z | xargs -0r sha256sum)
            done
        fi
    } | sha256sum | cut -c 1-64
}

# cached NAME KEY FUNCTION ARGUMENTS...: sets CACHED to the directory of the result named NAME for the inputs KEY
# (a hash). When there is none, FUNCTION is called with an empty directory and ARGUMENTS and fills the directory,
# which appears under its final name only when FUNCTION succeeded. Two builds of one thing wait for each other.
cached() {
    local name=$1 key=$2 function=$3 place lock temporary status=0
    shift 3
    place="$BUILD_CACHE/$name-${key:0:24}"
    CACHED=$place
    if [[ -d $place ]]; then return; fi
    exec {lock}>"$BUILD_CACHE/locks/$(basename "$place")"
    if ! flock --nonblock "$lock"; then
        say "another build is making $name; waiting for it"
        flock "$lock"
    fi
    if [[ ! -d $place ]]; then
        # What builds left behind that were killed.
        find "$BUILD_CACHE" -mindepth 1 -maxdepth 1 -type d -name '.*' -mtime +1 -exec rm -rf {} +
        find "$BUILD_CACHE/logs" -type f -mtime +30 -delete
        temporary=$(mktemp -d "$BUILD_CACHE/.$name.XXXXXXXX")
        # A plain subshell, not one tested by || or if: there bash would ignore errexit inside FUNCTION.
        set +e
        (
            set -e
            exec {lock}>&-
            "$function" "$temporary" "$@"
        )
        status=$?
        set -e
        if ((status)); then
            rm -rf "$temporary"
            exit "$status"
        fi
        chmod 755 "$temporary"
        mv -T "$temporary" "$place"
    fi
    exec {lock}>&-
}

# ---- downloads ----

# verify FILE SHA256: ends the script when FILE has another hash.
verify() {
    local actual
    actual=$(sha256sum "$1" | cut -c 1-64)
    [[ $actual == "$2" ]] || fail "$(basename "$1") is not the file that was pinned" "expected SHA-256 $2" "got              $actual"
}

# keep FILE SHA256: verifies FILE, moves it to the downloads and sets FETCHED to its new path.
keep() {
    verify "$1" "$2"
    FETCHED="$BUILD_CACHE/downloads/$2-$(basename "$1")"
    mv -f "$1" "$FETCHED"
}

# have SHA256: sets FETCHED and succeeds when a file with this hash was downloaded or provided before.
have() {
    local file
    for file in "$BUILD_CACHE/downloads/$1"-*; do
        if [[ -f $file ]]; then
            FETCHED=$file
            return 0
        fi
    done
    if [[ -n ${WASM_SANDBOX_SOURCES:-} ]]; then
        for file in "$WASM_SANDBOX_SOURCES"/*; do
            if [[ -f $file && $(sha256sum "$file" | cut -c 1-64) == "$1" ]]; then
                FETCHED=$file
                return 0
            fi
        done
    fi
    return 1
}

# debian_apt SUITE: prepares a private apt state for SUITE from the machine's own mirror, and sets APT_CONFIG.
# The machine's package lists and configuration stay as they are.
debian_apt() {
    local suite=$1 root="$BUILD_CACHE/apt-$1" mirror entry keyring lock
    local hint="a Debian mirror in the machine's apt configuration is needed, or the file in a directory named by WASM_SANDBOX_SOURCES"
    command -v apt-get >/dev/null || fail "apt-get is missing" "$hint"
    IFS='|' read -r mirror entry < <(apt-get indextargets --format '$(REPO_URI)|$(SOURCESENTRY)|$(ORIGIN)|$(LABEL)' \
        'Created-By: Packages' | awk -F'|' '
            $3 == "Debian" && $4 == "Debian" { print $1 "|" $2; found = 1; exit }
            !guess && $1 ~ /\/debian\/?$/ { guess = $1 "|" $2 }
            END { if (!found && guess) print guess }') || fail "no Debian mirror is configured here" "$hint"
    keyring=$(sed -n -E 's/^Signed-By:[[:space:]]*(\/[^[:space:]]+).*/\1/ip; s/.*signed-by=(\/[^] ]+).*/\1/ip' "${entry%:*}" | head -n 1)
    if [[ -z $keyring && -r /usr/share/keyrings/debian-archive-keyring.gpg ]]; then
        keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    fi
    mkdir -p "$root/lists/partial" "$root/cache/archives/partial"
    exec {lock}>"$BUILD_CACHE/locks/apt-$suite"
    flock "$lock"
    printf 'deb%s\n' " ${keyring:+[signed-by=$keyring] }$mirror $suite main" \
        "-src ${keyring:+[signed-by=$keyring] }$mirror $suite main" >"$root/sources.list"
    : >"$root/status"
    # Only how to reach the mirror is taken over from the machine: its hooks may delete archives in use.
    {
        apt-config dump | grep -E '^Acquire::(http|https|ftp|AllowInsecure|Check-|Max-|Retries|ForceIPv)' || true
        printf '%s "%s";\n' Dir::Etc::main /dev/null Dir::Etc::parts /dev/null Dir::Etc::sourceparts /dev/null \
            Dir::Etc::preferencesparts /dev/null Dir::Etc::sourcelist "$root/sources.list" \
            Dir::State "$root" Dir::State::lists "$root/lists" Dir::State::status "$root/status" \
            Dir::Cache "$root/cache" Acquire::Languages none APT::Sandbox::User "$(id -un)"
    } >"$root/apt.conf"
    export APT_CONFIG="$root/apt.conf"
    if [[ -z $(find "$root/updated" -mmin -60 2>/dev/null) ]]; then
        quietly "package lists of Debian $suite" apt-get update -q
        touch "$root/updated"
    fi
    exec {lock}>&-
}

# fetch_debian_package SUITE PACKAGE SHA256: sets FETCHED to the binary package with this hash.
fetch_debian_package() {
    local work
    if have "$3"; then return; fi
    work=$(mktemp -d "$BUILD_CACHE/.download.XXXXXXXX")
    # In a subshell, because debian_apt exports APT_CONFIG.
    (
        cd "$work"
        debian_apt "$1"
        quietly "download of the package $2" apt-get download -q "$2"
    )
    keep "$(echo "$work"/*.deb)" "$3"
    rm -rf "$work"
}

# fetch_debian_source SUITE PACKAGE DIRECTORY: downloads the files of the source package into DIRECTORY. apt checks
# them against the signed index of the suite; pin what must not change with `verify`.
fetch_debian_source() (
    cd "$3"
    debian_apt "$1"
    quietly "download of the source package $2" apt-get source -q --download-only --only-source "$2"
)

# fetch_crates DIRECTORY: sets FETCHED to a directory <crate>-<version>/ per crate named by DIRECTORY/Cargo.toml,
# whose Cargo.lock pins every hash. The sources are only unpacked, never compiled by cargo.
fetch_crates() {
    cached "crates-$(basename "$(dirname "$(dirname "$(realpath "$1")")")")" "$(hash_of "$1/Cargo.toml" "$1/Cargo.lock")" vendor_crates "$1"
    FETCHED=$CACHED
}

# need_cargo: makes sure that there is a cargo.
need_cargo() {
    # The distribution's plain cargo may be too old for the registry's protocol; cargo-web is its current build.
    if ! command -v cargo >/dev/null && apt-cache show cargo-web >/dev/null 2>&1; then install_packages cargo-web; fi
    need cargo cargo
}

vendor_crates() {
    local work
    need_cargo
    work=$(mktemp -d "$BUILD_CACHE/.crates.XXXXXXXX")
    mkdir "$work/src"
    : >"$work/src/lib.rs"
    cp "$2/Cargo.toml" "$2/Cargo.lock" "$work/"
    quietly "download of the crates" cargo vendor --locked --versioned-dirs --manifest-path "$work/Cargo.toml" "$work/vendor"
    mv "$work/vendor"/* "$1/"
    rm -rf "$work"
}

# fetch_wheels REQUIREMENTS DIRECTORY PIP-ARGUMENTS...: downloads the files that the requirements name, each with its
# hash, into DIRECTORY.
fetch_wheels() {
    local requirements=$1 directory=$2
    shift 2
    if ! python3 -m pip --version >/dev/null 2>&1; then install_packages python3-pip; fi
    quietly "download of $(basename "$requirements" .txt)" python3 -m pip download --quiet --no-deps --require-hashes \
        --disable-pip-version-check --dest "$directory" "$@" -r "$requirements"
}
