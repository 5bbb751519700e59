package provider

import (
	"context"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
	"restante/offline/provider/self"
)

// TestDecorated: a depot with everything around it is still one.
func TestDecorated(t *testing.T) {
	dir := t.TempDir()
	var here *ipfs.Folder
	depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
		var err error
		if here, err = ipfs.OpenFolder(dir); err != nil {
			t.Fatal(err)
		}
		d.Here, d.Addrs = here, func() []string { return []string{"/ip4/127.0.0.1/tcp/4001"} }
		plain, err := self.Open(nil, d)
		if err != nil {
			t.Fatal(err)
		}
		return Capped(Retrying(plain), 1<<20)
	}, depottest.NoCalls(), depottest.Blocks(func(ctx context.Context, c cid.Cid) ([]byte, error) { return here.Get(ctx, c) }))
}
