# Makes sure of what Holdfast needs to be built: GSL, GLPK, SQLite, pkg-config and Swift. Read by the other scripts (`. set-up.sh`);
# they set `root`, the project's folder, first.

say() { printf 'holdfast: %s\n' "$*" >&2; }

give_up() {
    say "$*"
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# GLPK has no file for pkg-config: the compiler is asked whether it finds its header.
has_glpk() {
    for prefix in /usr /usr/local /opt/homebrew; do
        [ -e "$prefix/include/glpk.h" ] && return 0
    done
    printf '#include <glpk.h>\n' | cc -E - >/dev/null 2>&1
}

has_libraries() { has pkg-config && pkg-config --exists gsl sqlite3 && has_glpk; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif has sudo; then
        sudo "$@"
    else
        give_up "installing libgsl-dev, libglpk-dev and libsqlite3-dev needs root and there is no sudo: ask whoever runs this machine for 'apt-get install libgsl-dev libglpk-dev libsqlite3-dev pkg-config'"
    fi
}

# Three tries, since mirrors and networks have their moments; what the last one said is shown.
with_apt() {
    log=$root/.build/install.log
    for pause in 3 10 0; do
        if {
            as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update &&
                as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y \
                    --no-install-recommends libgsl-dev libglpk-dev libsqlite3-dev pkg-config
        } >"$log" 2>&1 </dev/null; then
            return 0
        fi
        [ "$pause" -eq 0 ] || sleep "$pause"
    done
    tail -n 15 "$log" >&2
    give_up "apt-get could not install libgsl-dev, libglpk-dev, libsqlite3-dev and pkg-config (three tries; the whole story is in $log)"
}

set_up() {
    mkdir -p "$root/.build" || give_up "$root cannot be written to: Holdfast is built there"
    if ! has_libraries; then
        say "installing the GNU Scientific Library, the GNU Linear Programming Kit and SQLite"
        if has apt-get; then
            with_apt
        elif has brew; then
            brew install --quiet gsl glpk sqlite pkgconf >&2 || give_up "brew could not install gsl, glpk, sqlite and pkgconf"
        else
            give_up "Holdfast needs the GNU Scientific Library, the GNU Linear Programming Kit, SQLite and pkg-config, and there is neither apt-get nor brew here: install them with your system's own tool (often gsl-devel, glpk-devel, sqlite-devel and pkgconf), then try again"
        fi
        has_libraries || give_up "the GNU Scientific Library, the GNU Linear Programming Kit and SQLite were installed, but pkg-config and the compiler do not find them"
    fi
    has swift || give_up "Holdfast needs Swift 6.1 or later: install it from https://www.swift.org/install, open a new terminal, then try again"
    has git || give_up "Holdfast needs git to fetch the packages it is built with: install git, then try again"
}

# Flags of `swift build` for programs that people run. Swift's own libraries go into the program where the toolchain brings
# them for that: it starts sooner, and holds 6 MiB less.
build_flags() {
    static=$(swiftc -print-target-info -static-stdlib 2>/dev/null |
        sed -n 's/.*"runtimeResourcePath": *"\(.*\)".*/\1/p')
    if [ "$(uname)" = Linux ] && [ -e "${static:-/nowhere}/linux/libFoundation.a" ]; then
        printf '%s\n' --static-swift-stdlib
    fi
}
