# Optimisation by profile, see docs/adr/0038: how often each piece of an interpreter runs in programs like those it is for.
# Sourced; renew.sh beside this makes a profile anew.

profile_folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")

# profile_key FILE: what a cache key must contain, as an argument of hash_of.
profile_key() {
    if [[ -n ${INSTRUMENT:-} ]]; then echo "=instrumented"; else echo "$1"; fi
}

# profile_options FILE DIRECTORY OPTION...: sets PROFILE_COMPILE and PROFILE_LINK to what the compiler and the linker must be given
# to optimise by the profile FILE (text form of llvm-profdata, gzip), with the OPTIONs of LLVM; for INSTRUMENT=yes, to count
# instead. DIRECTORY must stay until both are through.
profile_options() {
    local file=$1 directory=$2 version option
    shift 2
    PROFILE_COMPILE=() PROFILE_LINK=()
    version=$("${WASM_CC[0]}" -dumpversion)
    if [[ ${version%%.*} != "$LLVM_MAJOR" || ! -x $WASM_PROFDATA ]]; then
        say "note: without the profile, which takes clang and llvm-profdata $LLVM_MAJOR (here: clang $version); the interpreter will be slower"
        return
    fi
    # Functions of one file are told apart by its name alone, for it may lie anywhere.
    PROFILE_COMPILE=(-mllvm -static-func-full-module-prefix=false)
    if [[ -n ${INSTRUMENT:-} ]]; then
        make_profile_runtime "$directory"
        PROFILE_COMPILE+=(-fprofile-generate -fprofile-update=single)
        PROFILE_LINK=("$directory"/profile-runtime/*.o)
        return
    fi
    [[ -f $file ]] || fail "there is no profile $(basename "$file") for this version" "make it: guest-common/profile/renew.sh"
    gunzip -c "$file" >"$directory/profile.txt"
    "$WASM_PROFDATA" merge -o "$directory/profile.profdata" "$directory/profile.txt"
    # A function that has changed since is compiled without.
    PROFILE_COMPILE+=("-fprofile-use=$directory/profile.profdata" -Wno-backend-plugin)
    for option; do
        PROFILE_COMPILE+=(-mllvm "$option")
        PROFILE_LINK+=("-Wl,-mllvm,$option")
    done
}

# LLVM's own runtime, into DIRECTORY/profile-runtime.
make_profile_runtime() {
    local sources file
    fetch_crates "$profile_folder"
    sources=$(echo "$FETCHED"/minicov-*/c)
    mkdir "$1/profile-runtime"
    for file in "$sources"/InstrProfiling{,Buffer,Internal,Merge,PlatformOther,Writer,Value,VersionVar}.c "$profile_folder/dump.c"; do
        "${WASM_CC[@]}" -O2 -w -DCOMPILER_RT_HAS_ATOMICS=1 "-I$sources" -c "$file" \
            -o "$1/profile-runtime/$(basename "$file" .c).o"
    done
}
