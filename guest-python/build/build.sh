#!/usr/bin/env bash
# Builds the Python guest: build.sh OUTDIR
#
# OUTDIR receives
#   python.wasm           the interpreter with our host in C (see guest-common/abi/guest_abi.h)
#   stdlib.zip            the standard library, paths relative to /usr/lib/python3.13
#   tests.zip             CPython's own tests, for the project's tests; packed nowhere
#   site-packages.zip     packages, paths relative to /data/site-packages
#   *.modules             what the memory images with packages import
#   LICENSES/             the licences of everything that is in these
#   versions.properties   what was built from what
# Everything is cached by the hash of its inputs; nothing is done when OUTDIR is up to date.
#
# Needs bash and the usual Unix tools. A C compiler for wasm32-wasi, cargo (to download C libraries) and a native C
# compiler are installed by apt-get where they are missing and this runs as root. PYTHON_FOR_BUILD may name a Python of
# the same version, which spares compiling one. LINK_TIME_OPTIMISATION=no links in seconds, for work on the host in C.

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
. "$here/../../guest-common/toolchain.sh"
. "$here/pins.env"
for step in sources build-python libraries cpython link packages guest; do . "$here/steps/$step.sh"; done
LINK_TIME_OPTIMISATION=${LINK_TIME_OPTIMISATION:-full}
profile="$here/profile-$PYTHON_VERSION.gz"

(($# == 1)) || fail "usage: build.sh OUTDIR"
guest "$1"
