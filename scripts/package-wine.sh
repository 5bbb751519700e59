#!/usr/bin/env bash
# Runs under Wine what scripts/package-windows.sh left in dist/: installs it, opens the
# window with and without a data folder, and takes it away again. SHOT is a folder for
# pictures. Needs wine64, Xvfb and mingw; no Windows, no network.
#
# Wine is not Windows: this shows that the programs load, open their database, listen,
# draw and stop. How it looks and feels on Windows only Windows shows.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/package-display.sh
. scripts/package-display.sh
work=$(mktemp -d)
export WINEPREFIX=$work/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' HOME=$work
mine=$WINEPREFIX/drive_c/users/$(id -un)
programs="$mine/AppData/Local/Programs/Restante"
data="C:\\users\\$(id -un)\\AppData\\Roaming\\restante"
login='HKCU\Software\Microsoft\Windows\CurrentVersion\Run'
links='HKCU\Software\Classes\restante\shell\open\command'
stop() {
	wineserver -k 2>/dev/null || true
	stop_display
	wait || true
	rm -rf "$work"
}
trap stop EXIT

fail() {
	printf 'package-wine: %s\n' "$1" >&2
	head -n 40 "$work"/*.log >&2
	exit 1
}

setup=$(ls dist/restante-*-windows-amd64-setup.exe)
headless=$(ls dist/restante-*-windows-amd64-headless.zip)

# The display comes first: Wine's desktop keeps to what there is when it begins.
open_display
wineboot -i >"$work/boot.log" 2>&1
x86_64-w64-mingw32-gcc -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" \
	packaging/windows/bcryptprimitives.c -ladvapi32

# serve DATA runs the console program's node for a moment on the folder DATA.
serve() {
	local api token node
	rm -f "$work/ready.log"
	node serve --loopback --listen /ip4/127.0.0.1/tcp/0 --data "$1" >"$work/ready.log" 2>"$work/serve.log" &
	node=$!
	until_is 'serve to be ready' test -s "$work/ready.log"
	api=$(sed -n 's/.*"api":"\([^"]*\)".*/\1/p' "$work/ready.log")
	token=$(cat "$(winepath -u "$1")/api-token")
	curl -sSf -H "Authorization: Bearer $token" "$api/ob/config" >"$work/config.log" || fail 'it does not answer'
	curl -sSf -X POST -H "Authorization: Bearer $token" "$api/ob/shutdown" >>"$work/config.log"
	wait "$node" || fail 'it stopped with an error'
}
node() { wine "$work/restante.exe" "$@"; }

# open_window starts the installed program and waits until it has drawn itself.
open_window() {
	wine "$programs/Restante.exe" --loopback --listen /ip4/127.0.0.1/tcp/0 >"$work/app.log" 2>&1 &
	app=$!
	find_window
	keep_shot "$1"
}

# kill_window ends the program hard, which it must survive.
kill_window() {
	wine taskkill /f /im Restante.exe >"$work/kill.log" 2>&1
	wait "$app" || true
}

echo '== the console program serves, stops and has nothing to report'
unzip -qj "$headless" '*/restante.exe' -d "$work"
node version
serve 'C:\node'
node audit --data 'C:\node' 2>>"$work/serve.log" || fail 'the audit has findings'

echo '== install'
wine "$setup" /S >"$work/setup.log" 2>&1 || fail 'the installer failed'
[ -f "$programs/Restante.exe" ] || fail 'there is no program'
[ -f "$mine/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Restante.lnk" ] || fail 'nothing in the start menu'
wine reg query "$links" 2>/dev/null | grep -q 'Restante.exe" "%1"' || fail 'links are not led to the program'

echo '== the window'
open_window first
! wine "$programs/uninstall.exe" /S "_?=C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Restante" >>"$work/setup.log" 2>&1 ||
	fail 'it was taken away under a running program'
kill_window
serve "$data"
open_window second
kill_window
node audit --data "$data" 2>>"$work/serve.log" || fail 'the audit has findings'

echo '== uninstall'
wine reg add "$login" /v org.restante.Restante /d "$programs/Restante.exe --hidden" >>"$work/setup.log" 2>&1
wine "$programs/uninstall.exe" /S >>"$work/setup.log" 2>&1 || fail 'the uninstaller failed'
gone() { [ ! -e "$programs" ]; }
until_is 'the program to go' gone
! wine reg query "$links" >/dev/null 2>&1 || fail 'links still lead to it'
! wine reg query "$login" /v org.restante.Restante >/dev/null 2>&1 || fail 'it would still start at log-in'
[ -f "$mine/AppData/Roaming/restante/restante.db" ] || fail 'it took the data of its user away'
echo "ok    $setup under $(wine --version)"
