# Shared by scripts/setup, scripts/test and ./cartwright: where things are, how an error looks,
# how a long command shows that it is alive. Sourced, never run.

root=$(readlink -f "${BASH_SOURCE[0]%/*}/..")
home=$root/.cartwright
logs=$home/log
export PKG_CONFIG_PATH=$home/ale/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export CARTWRIGHT_HOME=$home

# A login shell resets PATH; look where Swift is usually unpacked before giving up on it.
if ! command -v swift >/dev/null; then
  for folder in "${HOME:-/nonexistent}/.local/share/swiftly/bin" /opt/swift/usr/bin /usr/local/swift/usr/bin; do
    if [[ -x $folder/swift ]]; then PATH=$PATH:$folder && break; fi
  done
fi

# Exit codes, as the command line has them (sysexits.h).
bad_data=65 unavailable=69 own_bug=70 io_error=74 interrupted=130

# fail CODE "expected …, found …" [HINT]: the one way that a script here ends in an error.
fail() {
  printf 'error: %s\n' "$2" >&2
  if [[ -n ${3-} ]]; then printf 'hint: %s\n' "$3" >&2; fi
  exit "$1"
}

free_kilobytes() { df -Pk "$root" | awk 'NR == 2 { print $4 }'; }

# blame_full_disk [LOG]: call where a command failed, before any other explanation.
blame_full_disk() {
  if grep -qs 'No space left' "${1:-/dev/null}" || (($(free_kilobytes) < 20000)); then
    fail $io_error "expected room on the disk of $root, found it full" \
      "free some space and run this again: it goes on where it stopped"
  fi
}

# A command that failed where none was expected to: say so, never end without a word.
set -o errtrace
trap 'unexpected "${BASH_SOURCE[0]##*/}" $LINENO' ERR
unexpected() {
  trap - ERR
  blame_full_disk
  fail $own_bug "expected $1 to run through, found that its line $2 failed"
}

trap 'if [[ -t 2 ]]; then echo >&2; fi; exit $interrupted' INT

note() { printf '%s\n' "$*" >&2; }

# run LABEL LOG COMMAND…: the command's output goes to LOG, LABEL and how far it is to stderr.
# The command stays in the foreground process group, so Ctrl-C reaches it.
run() {
  local label=$1 log=$2
  shift 2
  mkdir -p "${log%/*}"
  "$@" </dev/null 2>&1 | show_progress "$label" "$log"
  return "${PIPESTATUS[0]}"
}

# Copies stdin to LOG. On a terminal it redraws one line; elsewhere it prints a line every 10 s.
show_progress() {
  local label=$1 log=$2 part='' line='' text='' found='' status=0 spin='|/-\' turn=0 said=$SECONDS
  : >"$log"
  while ((status == 0 || status > 128)); do
    status=0
    IFS= read -r -t 0.2 line || status=$?
    part+=$line
    if ((status <= 128)) && [[ -n $part || status -eq 0 ]]; then
      printf '%s\n' "$part" >>"$log" 2>/dev/null
      if [[ $part =~ ^\[\ *([0-9]+%)\] || $part =~ ^\[([0-9]+/[0-9]+)\] ]]; then
        found=${BASH_REMATCH[1]}
      fi
      text=${part##*$'\r'} part=''
    fi
    if [[ -t 2 ]]; then
      printf '\r\033[K%s %s %s' "$label" "${found:-${text:0:50}}" "${spin:turn++%4:1}" >&2
    elif ((SECONDS - said >= 10)); then
      said=$SECONDS
      note "$label ${found:-still running}"
    fi
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# Shows the part of a failed command's log that tells why.
show_log() {
  note "--- last lines of $1"
  tail -n "${2:-15}" "$1" >&2
  note "---"
}

# Call before any `swift build`. SwiftPM neither relinks when libale.a changes nor survives a
# move of its own folder, so what depends on either is thrown away here.
prepare_build() {
  local build=$root/.build
  if [[ ! -w $root || (-e $build && ! -w $build) ]]; then
    fail $io_error "expected a checkout that $(id -un) may write to, found $root read-only" \
      "use a clone of your own"
  fi
  mkdir -p "$build"
  if [[ -f $build/checkout && $(<"$build/checkout") != "$root" ]]; then
    note "the checkout was moved: building anew"
    rm -rf "$build"
    mkdir -p "$build"
  fi
  printf '%s\n' "$root" >"$build/checkout"
  local linked=$build/linked-ale
  if ! cmp -s "$home/ale/pins" "$linked"; then
    rm -f "$build"/*/{release,debug}/{cartwright,cartwrightPackageTests.xctest}
    cp "$home/ale/pins" "$linked"
  fi
}
