# A pinning service: mock-ipfs-pinning-service, from npm; and a stock IPFS node to do its
# work, kubo, whose version is in scripts/interop/kubo/go.mod.
modules pinning
at=$(port)
export RESTANTE_INTEROP_PINNING=http://127.0.0.1:$at
export RESTANTE_INTEROP_PINNING_TOKEN=interop-secret-$RANDOM$RANDOM
start pinning env PORT="$at" TOKEN="$RESTANTE_INTEROP_PINNING_TOKEN" node "$cache/pinning/server.mjs"
answers "$RESTANTE_INTEROP_PINNING/work"

# The tag is for a database among its dependencies, not in use here, that knows older Go only.
(cd scripts/interop/kubo && go build -tags untested_go_version -o "$cache/ipfs" github.com/ipfs/kubo/cmd/ipfs)
export IPFS_PATH=$work/ipfs
at=$(port)
export RESTANTE_INTEROP_KUBO=http://127.0.0.1:$at/api/v0
"$cache/ipfs" init --profile test >"$work/kubo.log" 2>&1
"$cache/ipfs" config Addresses.API "/ip4/127.0.0.1/tcp/$at"
"$cache/ipfs" config Routing.Type none
"$cache/ipfs" config --json AutoConf.Enabled false
start kubo "$cache/ipfs" daemon
answers "$RESTANTE_INTEROP_KUBO/version"
