#!/usr/bin/env bash
# Builds one program of this checkout when its sources are newer than the last build, then runs it in the
# caller's folder. Standard output belongs to the program: everything said here goes to standard error.
#
#   eng/program.sh PROJECT ASSEMBLY [ARGUMENT…]        (called by ./truce and ./truce-verify)
#
# Exit 3: could not build. Every other code is the program's own.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
project="$1" assembly="$2"
shift 2

program="$root/artifacts/bin/$project/release/$assembly.dll"
stamp="$root/artifacts/stamps/$project"
log="$root/artifacts/logs/build-$project.log"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

complain() { printf '%s: %s\n' "$assembly" "$*" >&2; }

# The stamp carries the moment the last good build began, so an edit made while it ran is seen as newer.
# Folders are compared too: a deleted file changes nothing but its folder.
is_current() {
    [ -f "$program" ] && [ -f "$stamp" ] || return 1
    local newer
    newer="$(cd "$root" && find src global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt \
        -name node_modules -prune -o -newer "$stamp" -print -quit)" || return 1
    [ -z "$newer" ]
}

build() {
    if ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
        complain "no .NET 10 SDK found: install the package dotnet-sdk-10.0 (or put the SDK's 'dotnet' on PATH)"
        exit 3
    fi

    complain "building $project (Release), once …"
    mkdir -p "$(dirname "$stamp")" "$(dirname "$log")"
    touch "$stamp.began"
    # Descriptor 9 holds the lock: a build server that inherited it would hold it for ever.
    if ! (cd "$root" && dotnet build "src/$project/$project.csproj" -c Release -v quiet -nologo -clp:NoSummary \
            --disable-build-servers </dev/null >"$log" 2>&1 9>&-); then
        grep -E '(error|warning) ' "$log" | sort -u | head -40 >&2 || tail -40 "$log" >&2
        complain "the build failed; the whole log is in ${log#"$root"/}"
        exit 3
    fi
    mv "$stamp.began" "$stamp"
}

if ! command -v dotnet >/dev/null; then
    complain "no 'dotnet' found: install the .NET 10 SDK (package dotnet-sdk-10.0)"
    exit 3
fi

if ! is_current; then
    mkdir -p "$root/artifacts"
    exec 9>"$root/artifacts/build.lock"
    flock 9
    is_current || build
    exec 9>&-
fi

exec dotnet "$program" "$@"
