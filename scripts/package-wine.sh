#!/usr/bin/env bash
# Runs under Wine what scripts/package-windows.sh left in dist/: installs it, opens the
# window, and takes it away again. Needs wine64, Xvfb and mingw; no Windows, no network.
# Debian: apt-get install --no-install-recommends wine wine64 gcc-mingw-w64-x86-64 unzip
#
# Wine is not Windows: this shows that the programs load, open their database, listen,
# draw and stop. How it looks and feels on Windows only Windows shows.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' HOME=$work
mine=$WINEPREFIX/drive_c/users/$(id -un)
programs="$mine/AppData/Local/Programs/Restante"
links='HKCU\Software\Classes\restante\shell\open\command'
xvfb=
stop() {
	wineserver -k 2>/dev/null || true
	[ -z "$xvfb" ] || kill "$xvfb" || true
	wait || true
	rm -rf "$work"
}
trap stop EXIT

fail() {
	printf 'package-wine: %s\n' "$1" >&2
	head -n 40 "$work"/*.log >&2
	exit 1
}

# until_is WHAT COMMAND... waits a minute at most for the command to succeed.
until_is() {
	local what=$1
	shift
	for _ in $(seq 300); do
		! "$@" || return 0
		sleep 0.2
	done
	fail "waited in vain: $what"
}

setup=$(ls dist/restante-*-windows-amd64-setup.exe)
headless=$(ls dist/restante-*-windows-amd64-headless.zip)

# The display comes first: Wine's desktop keeps to what there is when it begins.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 +extension GLX -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
xvfb=$!
read -r number <"$work/display" || fail 'no display'
export DISPLAY=:$number
unset WAYLAND_DISPLAY
wineboot -i >"$work/boot.log" 2>&1
x86_64-w64-mingw32-gcc -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
	packaging/windows/bcryptprimitives.c -ladvapi32

echo '== the console program serves, stops and has nothing to report'
unzip -qj "$headless" '*/restante.exe' -d "$work"
node() { wine "$work/restante.exe" "$@"; }
node version
node serve --loopback --listen /ip4/127.0.0.1/tcp/0 --data 'C:\node' >"$work/ready.log" 2>"$work/serve.log" &
serving=$!
until_is 'serve to be ready' test -s "$work/ready.log"
api=$(sed -n 's/.*"api":"\([^"]*\)".*/\1/p' "$work/ready.log")
token=$(cat "$WINEPREFIX/drive_c/node/api-token")
curl -sSf -H "Authorization: Bearer $token" "$api/ob/config" >"$work/config.log" || fail 'it does not answer'
curl -sSf -X POST -H "Authorization: Bearer $token" "$api/ob/shutdown" >>"$work/config.log"
wait "$serving" || fail 'it stopped with an error'
node audit --data 'C:\node' 2>>"$work/serve.log" || fail 'the audit has findings'

echo '== install'
wine "$setup" /S >"$work/setup.log" 2>&1 || fail 'the installer failed'
[ -f "$programs/Restante.exe" ] || fail 'there is no program'
[ -f "$mine/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Restante.lnk" ] || fail 'nothing in the start menu'
wine reg query "$links" 2>/dev/null | grep -q 'Restante.exe" "%1"' || fail 'links are not led to the program'

echo '== the window'
start=$(date +%s%N)
wine "$programs/Restante.exe" --loopback --listen /ip4/127.0.0.1/tcp/0 >"$work/app.log" 2>&1 &
app=$!
window=$(timeout 120 xdotool search --sync --onlyvisible --name '^Restante' | tail -n 1) || fail 'no window within 120 s'
printf 'first window after %d ms\n' $((($(date +%s%N) - start) / 1000000))
drawn() { import -window "$window" "$work/shot.png" && [ "$(identify -format %k "$work/shot.png")" -ge 20 ]; }
until_is 'the window to be drawn' drawn
[ -z "${SHOT:-}" ] || import -window root "$SHOT"
[ -f "$mine/AppData/Roaming/restante/restante.db" ] || fail 'its data folder is not where it should be'
! wine "$programs/uninstall.exe" /S "_?=C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Restante" >>"$work/setup.log" 2>&1 ||
	fail 'it was taken away under a running program'
wine taskkill /f /im Restante.exe >"$work/kill.log" 2>&1
wait "$app" || true
wine "$work/restante.exe" audit 2>>"$work/serve.log" || fail 'the audit has findings'

echo '== uninstall'
wine "$programs/uninstall.exe" /S >>"$work/setup.log" 2>&1 || fail 'the uninstaller failed'
gone() { [ ! -e "$programs" ]; }
until_is 'the program to go' gone
! wine reg query "$links" >/dev/null 2>&1 || fail 'links still lead to it'
[ -f "$mine/AppData/Roaming/restante/restante.db" ] || fail 'it took the data of its user away'
echo "ok    $setup under $(wine --version)"
