#!/usr/bin/env bash
# Installs the .deb of dist/ into a Debian that has nothing yet, opens the window there
# as an ordinary user, and takes it away again. Needs root, debootstrap and Xvfb.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo 'package-clean-root: this needs root' >&2; exit 1; }
# In namespaces of its own it sees no process but its own, and its mounts end with it.
[ -n "${RESTANTE_UNSHARED:-}" ] || RESTANTE_UNSHARED=1 exec unshare --mount --pid --fork --mount-proc --kill-child "$0" "$@"

suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
deb=$(ls dist/restante_*.deb)
work=$(mktemp -d)
root=$work/root
xvfb=
stop() {
	[ -z "$xvfb" ] || kill "$xvfb" || true
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

# everything lists the root's files, without what any installation of any package changes.
everything() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./tmp -o -path ./home -o -path ./var \) -prune -o \
		-type f -name '*restante*' -print | sort)
}

echo "== a new $suite"
debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$work/debootstrap.log" || { tail "$work/debootstrap.log"; fail debootstrap; }
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
find /etc/apt/apt.conf.d -iname '*proxy*' -exec cp {} "$root/etc/apt/apt.conf.d/" \;
inside useradd --create-home ada

echo "== install"
cp "$deb" "$root/tmp/restante.deb"
inside apt-get install -y -q --no-install-recommends xdg-utils desktop-file-utils >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail 'apt-get'; }
inside apt-get install -y -q /tmp/restante.deb >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail 'the package does not install'; }
inside su ada -c 'restante version'
[ "$(inside su ada -c 'xdg-mime query default x-scheme-handler/restante')" = org.restante.Restante.desktop ] ||
	fail 'restante: links are not led to the program'

echo "== start"
mkfifo "$work/display"
Xvfb -displayfd 3 -ac -screen 0 1440x900x24 +extension GLX -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
xvfb=$!
read -r number <"$work/display" || fail 'no display'
export DISPLAY=:$number
inside su ada -c "mkdir -m 700 -p /tmp/run-ada; DISPLAY=$DISPLAY XDG_RUNTIME_DIR=/tmp/run-ada restante --loopback --listen /ip4/127.0.0.1/tcp/0" >"$work/app.log" 2>&1 &
window=$(timeout 120 xdotool search --sync --onlyvisible --name '^Restante' | tail -n 1) || fail 'no window within 120 s'
colours=0
for _ in $(seq 100); do
	colours=$(import -window "$window" "$work/shot.png" && identify -format %k "$work/shot.png")
	[ "$colours" -lt 20 ] || break
	sleep 0.2
done
[ "$colours" -ge 20 ] || fail 'the window stays empty'
xprop -id "$window" WM_CLASS | grep -q '"Restante"$' || fail 'the desktop cannot tell whose window it is'
[ -z "${SHOT:-}" ] || cp "$work/shot.png" "$SHOT"
app=$(pgrep -x restante) || fail 'it ended by itself'
kill -TERM "$app"
timeout 10 tail --pid="$app" -f /dev/null || fail 'it did not stop within 10 s'
[ -f "$root/home/ada/.config/restante/restante.db" ] || fail 'its data folder is not where it should be'

echo "== uninstall"
inside apt-get purge -y -q restante >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail 'the package does not go away'; }
left=$(everything)
[ -z "$left" ] || fail "it left $left"
[ -z "$(inside su ada -c 'xdg-mime query default x-scheme-handler/restante')" ] || fail 'links still lead to it'
[ -f "$root/home/ada/.config/restante/restante.db" ] || fail 'it took the data of its user away'
echo "ok    $deb on a clean $suite"
