# A pinning service: mock-ipfs-pinning-service, from npm.
modules pinning
at=$(port)
export RESTANTE_INTEROP_PINNING=http://127.0.0.1:$at
export RESTANTE_INTEROP_PINNING_TOKEN=interop-secret-$RANDOM$RANDOM
start pinning env PORT="$at" TOKEN="$RESTANTE_INTEROP_PINNING_TOKEN" node "$cache/pinning/server.mjs"
answers "$RESTANTE_INTEROP_PINNING/work"
