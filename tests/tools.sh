# The programs that only tests need. Debian gets them installed; elsewhere the script says what is missing, and those tests are skipped
# (in CI they fail).

have_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
have_redis() { command -v redis-server >/dev/null; }
have_grpcio() { /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null; }

missing_tools() {
  have_chromium || echo "chromium fonts-liberation"
  have_redis || echo redis-server
  have_grpcio || echo "python3-grpcio python3-protobuf"
}

install_tools() {
  # A new machine's own first update may hold the lock, and its network may not be up yet.
  local packages as="" patience="-o Acquire::Retries=3 -o DPkg::Lock::Timeout=180"
  packages=$(missing_tools | tr '\n' ' ')
  [ -n "${packages// /}" ] || return 0
  if [ "$(id -u)" != 0 ]; then
    as="sudo -n"
    $as true 2>/dev/null || as=none
  fi

  if ! command -v apt-get >/dev/null || [ "$as" = none ]; then
    say "missing, so some tests cannot run; as root: apt-get install $packages"
    return 0
  fi

  say "installing $packages"
  # Debian would start a Redis of its own; the tests start theirs.
  # shellcheck disable=SC2086
  $as env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 sh -c "
    apt-get $patience update -qq && apt-get $patience install -y -qq --no-install-recommends $packages" >/dev/null ||
    say "installation failed, so some tests cannot run"
}
