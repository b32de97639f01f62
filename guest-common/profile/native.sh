# Profiles of native interpreters, to which the guests are compared. Sourced, after toolchain.sh.

# profile_of BIN DIRECTORY PROGRAM... -- COMMAND...: a profile of a native program, DIRECTORY/native.profdata, from COMMAND PROGRAM
# for each. COMMAND was compiled and linked with -fprofile-generate by the clang in BIN.
profile_of() {
    local bin=$1 directory=$2 programs=()
    shift 2
    while [[ $1 != -- ]]; do
        programs+=("$1")
        shift
    done
    shift
    printf '%s\0' "${programs[@]}" | LLVM_PROFILE_FILE="$directory/%p.profraw" xargs -0 -n 1 "$@"
    "$bin/llvm-profdata" merge --sparse -o "$directory/native.profdata" "$directory"/*.profraw
}

# The runtime of native programs with counters, which is in a package of its own.
need_native_profiling() {
    compgen -G "$("$1/clang" -print-resource-dir)/lib/*/libclang_rt.profile*" >/dev/null ||
        install_packages "libclang-rt-$LLVM_MAJOR-dev"
}
