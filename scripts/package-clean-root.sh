#!/usr/bin/env bash
# Installs the .deb of dist/ into a Debian that has nothing yet, uses it there as an
# ordinary user would, and takes it away again:
#
#   first start     the window opens and draws itself, with no data folder before it
#   a link          xdg-open hands it to the open window, and Enter adds the person
#   uninstall       every file that came with it is gone, and every file of the user is there
#
# Needs root, debootstrap and Xvfb. SUITE is the Debian or Ubuntu to take, MIRROR where it
# comes from, SHOT a folder for pictures of the window.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo 'package-clean-root: this needs root' >&2; exit 1; }
# In namespaces of its own it sees no process but its own, and its mounts end with it.
[ -n "${RESTANTE_UNSHARED:-}" ] || RESTANTE_UNSHARED=1 exec unshare --mount --pid --fork --mount-proc --kill-child "$0" "$@"
# shellcheck source=scripts/package-display.sh
. scripts/package-display.sh

suite=${SUITE:-bookworm}
deb=$(ls dist/restante_*.deb)
work=$(mktemp -d)
root=$work/root
stop() {
	stop_display
	umount "$root/proc" 2>/dev/null || true
	rm -rf --one-file-system "$work"
}
trap stop EXIT

fail() {
	printf 'package-clean-root: %s\n' "$1" >&2
	[ ! -f "$work/app.log" ] || tail -n 30 "$work/app.log" >&2
	exit 1
}

inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
apt() { inside apt-get "$1" -y -q "${@:2}" >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail "apt-get $*"; }; }
ada() { inside su ada -c "cd; export DISPLAY=$DISPLAY XDG_RUNTIME_DIR=/tmp/run-ada; $1"; }

# everything lists the files of the root, but for the user's and what apt notes for itself.
everything() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./home -o -path ./var/cache -o -path ./var/log \
		-o -path ./var/lib/apt -o -path ./var/lib/dpkg \) -prune -o -not -type d -print | sort)
}

# field NAME prints one field of an answer.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

# serve DATA PATH runs a node without a window for a moment, and prints what its API says.
serve() {
	local data=$1 path=$2 api token node
	rm -f "$work/ready.log"
	inside su ada -c "restante serve --loopback --listen /ip4/127.0.0.1/tcp/0 --data $data" >"$work/ready.log" 2>"$work/app.log" &
	node=$!
	until_is 'serve to be ready' test -s "$work/ready.log"
	api=$(field api <"$work/ready.log")
	token=$(cat "$root$data/api-token")
	curl -sSf -H "Authorization: Bearer $token" "$api$path" || fail "serve does not answer $path"
	curl -sSf -o "$work/stop.log" -X POST -H "Authorization: Bearer $token" "$api/ob/shutdown"
	wait "$node" || fail 'serve stopped with an error'
}

# open_window starts the program and waits until it has drawn itself.
open_window() {
	ada "exec restante --loopback --listen /ip4/127.0.0.1/tcp/0" >"$work/app.log" 2>&1 &
	find_window
	xprop -id "$window" WM_CLASS | grep -q '"Restante"$' || fail 'the desktop cannot tell whose window it is'
	keep_shot "$1"
}

close_window() {
	local app
	app=$(pgrep -x restante) || fail 'it ended by itself'
	kill -TERM "$app"
	timeout 10 tail --pid="$app" -f /dev/null || fail 'it did not stop within 10 s'
	! grep 'Error in Fyne call thread\|panic:' "$work/app.log" || fail 'the log shows a fault'
}

echo "== a new $suite"
debootstrap --variant=minbase "$suite" "$root" ${MIRROR:+"$MIRROR"} >"$work/debootstrap.log" || { tail "$work/debootstrap.log"; fail debootstrap; }
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
find /etc/apt/apt.conf.d -iname '*proxy*' -exec cp {} "$root/etc/apt/apt.conf.d/" \;
inside useradd --create-home ada
apt install --no-install-recommends xdg-utils desktop-file-utils
everything >"$work/before"

echo "== install"
cp "$deb" "$root/tmp/restante.deb"
apt install /tmp/restante.deb
inside su ada -c 'restante version'
[ "$(inside su ada -c 'xdg-mime query default x-scheme-handler/restante')" = org.restante.Restante.desktop ] ||
	fail 'restante: links are not led to the program'

echo "== first start"
open_display
ada 'mkdir -m 700 /tmp/run-ada'
open_window first
close_window

echo "== a link"
data=/home/ada/.config/restante
serve "$data" /ob/config >"$work/ada.json"
bob=$(serve /tmp/bob /ob/config | field peerId)
link=$(serve /tmp/bob /ob/invite | field link)
open_window second
page=$(corner)
ada "xdg-open '$link'" >>"$work/app.log" 2>&1 || fail 'xdg-open cannot open a link'
until_is 'the window to ask about the link' asks
keep_shot link
xdotool key Return
until_is 'the person to be added' asks_no_more
close_window
serve "$data" /ob/contacts | grep -q "$bob" || fail 'the link added nobody'

echo "== uninstall"
apt purge restante
apt autoremove --purge
everything | comm -13 "$work/before" - >"$work/left"
[ ! -s "$work/left" ] || fail "it left $(cat "$work/left")"
[ -z "$(inside su ada -c 'xdg-mime query default x-scheme-handler/restante')" ] || fail 'links still lead to it'
[ -f "$root$data/restante.db" ] || fail 'it took the data of its user away'
echo "ok    $deb on a clean $suite"
