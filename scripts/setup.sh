#!/usr/bin/env bash
# Everything `make run` and `make test` need on this machine. Asked again, it is done in a second.
#
#   scripts/setup.sh run     system libraries, .venv, locked packages, compiled translations
#   scripts/setup.sh test    the same, and the browser, the screen reader and the test packages
#   scripts/setup.sh bench   the same, and the load generator
#
# It installs what is missing (Debian or Ubuntu, as root or with sudo). What it cannot install it
# names, and stops: nothing is skipped in silence.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly PURPOSE="${1:-run}"

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# install <what it is for> <package>...
install() {
  local purpose=$1 as_root=()
  shift
  local by_hand="sudo apt-get install --no-install-recommends $*"
  command -v apt-get >/dev/null || stop "Missing for $purpose. On Debian or Ubuntu: $by_hand"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || stop "Missing for $purpose. As root: ${by_hand#sudo }"
    sudo -n true 2>/dev/null || [ -t 0 ] || stop "Missing for $purpose. Run: $by_hand"
    as_root=(sudo)
  fi
  say "Installing what $purpose needs: $*"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
  if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; } >/dev/null; then
    stop "The packages for $purpose could not be installed. Run: $by_hand"
  fi
}

# A Python the portal runs on: whichever of the usual names is new enough.
find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# WeasyPrint loads these by name; the one font is because it cannot lay out a line without any.
weasyprint_libraries() {
  "$1" - <<'PYTHON'
import ctypes, pathlib, sys
names = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
try:
    for name in names:
        ctypes.CDLL(name)
except OSError:
    sys.exit(1)
folders = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
fonts = (font for at in folders for font in pathlib.Path(at).expanduser().glob("**/*.[to]tf"))
sys.exit(next(fonts, None) is None)
PYTHON
}

make_venv() {
  local python=$1
  if .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    return
  fi
  say "Making .venv with $("$python" --version)"
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    install "a virtual environment" "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  fi
  rm -rf .venv
  "$python" -m venv .venv
}

# packages <lock file> [<lock file that lies within it>]: install when the lock has changed.
packages() {
  local lock=$1 held
  cmp -s "$lock" ".venv/installed-$lock" && return
  say "Installing the packages of $lock"
  .venv/bin/pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: -r "$lock" >&2 ||
    stop "The packages of $lock could not be installed; is the network there?"
  for held in "$@"; do cp "$held" ".venv/installed-$held"; done
}

compile_translations() {
  local catalogue changed=
  for catalogue in translations/*/LC_MESSAGES/*.po; do
    [ -e "$catalogue" ] || continue
    [ "${catalogue%.po}.mo" -nt "$catalogue" ] || changed=1
  done
  if [ -n "$changed" ]; then
    .venv/bin/pybabel --quiet compile --directory translations ||
      stop "The translations could not be compiled."
  fi
}

missing_packages() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      printf '%s ' "$package"
  done
}

# need_packages <what it is for> <package>...
need_packages() {
  local purpose=$1 missing
  shift
  missing=$(missing_packages "$@")
  # shellcheck disable=SC2086 # a list of names
  [ -z "$missing" ] || install "$purpose" $missing
}

# need_command <command> <what it is for> <package>
need_command() { command -v "$1" >/dev/null || install "$2" "$3"; }

danish_locale() {
  locale -a 2>/dev/null | grep -qix 'da_DK.utf-\?8' && return
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  say "Making the locale da_DK.UTF-8"
  "${as_root[@]}" sh -c '
    grep -q "^da_DK.UTF-8" /etc/locale.gen || echo "da_DK.UTF-8 UTF-8" >>/etc/locale.gen
    locale-gen >/dev/null' ||
    stop "Missing: the locale da_DK.UTF-8. Run: sudo locale-gen da_DK.UTF-8"
}

browser() {
  command -v chromium >/dev/null && return
  # Ubuntu's package of that name only points at a snap, which tests cannot drive.
  if grep -qi '^ID=ubuntu' /etc/os-release 2>/dev/null; then
    stop "Missing for the browser tests: a command named chromium. Install one that is not a snap."
  fi
  install "the browser tests" chromium
}

# node_packages <folder> <what it holds>
node_packages() {
  local at=$1
  cmp -s "$at/package-lock.json" "$at/node_modules/.installed" && return
  say "Installing $2"
  # No scripts: nothing here needs one, and some start things of their own. Not "npm ci": it takes
  # the lock for stale, because one package asks for the "latest" of another (and Debian's npm
  # cannot read an override of that).
  npm install --prefix "$at" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
    stop "The packages of $at/package-lock.json could not be installed; is the network there?"
  cp "$at/package-lock.json" "$at/node_modules/.installed"
}

# The identity provider of the SAML tests is unpacked, not installed: installed, it would bring a
# web server that starts at once.
simplesamlphp() {
  local at=tests/providers/simplesamlphp
  [ -e "$at/usr/share/simplesamlphp/www/index.php" ] && return
  say "Fetching SimpleSAMLphp for the tests of sign-in"
  rm -rf "$at"
  mkdir -p "$at"
  (cd "$at" && apt-get -qq download simplesamlphp 2>/dev/null && dpkg -x simplesamlphp_*.deb . &&
    rm -rf usr/share/doc) ||
    stop "Missing for the tests of sign-in. Run: (cd $at && apt-get download simplesamlphp && dpkg -x simplesamlphp_*.deb .)"
}

# The dictionary the council's audit spells by. Elsewhere than Debian it stands in the same folder.
danish_dictionary() {
  local folder
  for folder in /usr/share/hunspell /usr/share/myspell/dicts; do
    [ ! -e "$folder/da_DK.dic" ] || return 0
  done
  install "Danish spelling" hunspell-da
}

python=$(find_python) || stop "Missing: Python 3.11 or newer. On Debian 12: sudo apt-get install python3"
weasyprint_libraries "$python" ||
  install "letters in PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core
danish_dictionary
make_venv "$python"

case $PURPOSE in
  run)
    packages requirements.txt
    ;;
  test | bench)
    [ "$PURPOSE" = test ] || need_command wrk "the bench" wrk
    browser
    need_packages "the browser's driver" libatomic1
    need_packages "the screen reader tests" orca speech-dispatcher at-spi2-core dbus-x11 \
      python3-pyatspi xvfb xdotool openbox x11-utils gsettings-desktop-schemas \
      dconf-gsettings-backend libglib2.0-bin gir1.2-wnck-3.0 locales
    danish_locale
    need_command node "the browser tests" nodejs
    need_command npm "the browser tests" npm
    need_command java "the HTML validator" default-jre-headless
    need_packages "the check of letters in PDF" libjaxb-java poppler-utils
    need_packages "the tests of the virus scanner" clamav-daemon
    need_packages "the tests of limits counted together" redis-server
    packages requirements-dev.txt requirements.txt
    node_packages tests/browser "the browser tests' tools (axe, vnu, lighthouse)"
    node_packages tests/providers "the provider of OpenID Connect for the tests of sign-in"
    need_packages "the provider of SAML for the tests of sign-in" php-cli php-xml php-mbstring
    simplesamlphp
    ;;
  *) stop "Usage: scripts/setup.sh run|test|bench" ;;
esac
compile_translations
