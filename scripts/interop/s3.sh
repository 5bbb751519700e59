# An S3 server: versitygw over a folder. Its version is in scripts/interop/go.mod.
(cd scripts/interop && go build -o "$cache/versitygw" github.com/versity/versitygw/cmd/versitygw)
mkdir "$work/objects" "$work/sidecar"
at=127.0.0.1:$(port)
export RESTANTE_INTEROP_S3=http://$at
export RESTANTE_INTEROP_S3_KEY=interop RESTANTE_INTEROP_S3_SECRET=interop-secret-$RANDOM$RANDOM
start s3 "$cache/versitygw" --quiet --keep-alive --port "$at" \
	--access "$RESTANTE_INTEROP_S3_KEY" --secret "$RESTANTE_INTEROP_S3_SECRET" \
	posix --sidecar "$work/sidecar" "$work/objects"
answers "$RESTANTE_INTEROP_S3"
