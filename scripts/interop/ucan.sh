# A UCAN service: the upload service of Storacha, from npm.
modules ucan
at=$(port)
export RESTANTE_INTEROP_UCAN=http://127.0.0.1:$at
start ucan env PORT="$at" node "$cache/ucan/server.mjs"
answers "$RESTANTE_INTEROP_UCAN/info"
