#!/usr/bin/env bash
# Signs one Windows program in place with SIGN_CERT and SIGN_KEY: package-sign.sh FILE.exe
# SIGN_TIMESTAMP, the address of a timestamp server, lets it outlive the certificate.
set -euo pipefail
stamp=()
[ -z "${SIGN_TIMESTAMP:-}" ] || stamp=(-ts "$SIGN_TIMESTAMP")
osslsigncode sign -h sha256 -certs "$SIGN_CERT" -key "$SIGN_KEY" -n Restante "${stamp[@]}" \
	-in "$1" -out "$1.signed" >/dev/null
mv "$1.signed" "$1"
