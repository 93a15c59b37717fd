# Read by the scripts in this folder, never run: goes to the project's root and defines what they share.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
# A command that answers Ctrl-C with an ordinary exit must not let the script go on to its next step.
trap 'exit 130' INT
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PY=.venv/bin/python
PANGO_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"

# The scripts name their own settings; a module left over in the caller's environment would be used instead.
unset DJANGO_SETTINGS_MODULE
# Kept compiled, modules and tests are compiled once; otherwise each of dozens of processes does it, for seconds.
unset PYTHONDONTWRITEBYTECODE

# Sample documents beside the checkout are used by the import tests when they are there.
if [ -z "${COUNCIL_SAMPLES:-}" ] && [ -d ../shared/samples ]; then
    COUNCIL_SAMPLES=$(cd ../shared/samples && pwd)
    export COUNCIL_SAMPLES
fi

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
fail() { warn "$@"; exit 1; }

banner() {
    printf '\n%s\n' "########################################################################" >&2
    printf '##  %s\n' "$@" >&2
    printf '%s\n\n' "########################################################################" >&2
}

in_ci() { [ "${CI:-}" = true ] || [ "${CI:-}" = 1 ]; }

is_root() { [ "$(id -u)" = 0 ]; }

can_install() { command -v apt-get >/dev/null && { is_root || sudo -n true 2>/dev/null; }; }

apt_line() { say "    sudo apt-get update && sudo apt-get install --no-install-recommends $*"; }

as_root() { if is_root; then "$@"; else sudo -n "$@"; fi; }

# apt_install PACKAGE…: install them, or return 1 having said why not.
apt_install() {
    can_install || return 1
    say "Installing system packages: $*"
    local log apt="env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120"
    log=$(mktemp)
    # shellcheck disable=SC2086
    if { as_root $apt update || true; as_root $apt install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    tail -n 15 "$log" >&2
    rm -f "$log"
    warn "Installing these did not work."
    return 1
}

# default_to NAME VALUE: export it unless the environment or .env already says something.
default_to() {
    if [ -z "${!1+set}" ] && ! grep -qs "^[[:space:]]*$1=" .env; then
        export "$1=$2"
    fi
}

new_key() { "$PY" -c 'import secrets; print(secrets.token_urlsafe(60))'; }
