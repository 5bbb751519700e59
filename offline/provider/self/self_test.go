package self

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/ipfs/go-cid"

	"restante/node/durable"
	"restante/node/ipfs"
	"restante/offline/provider/depot"
	"restante/offline/provider/depottest"
)

const peer = "/ip4/127.0.0.1/tcp/4001/p2p/12D3KooWBXoqUCgZFgVBnkGmMNaVzcJYnrAsEgoKo4LSjQyEhPPo"

func folder(t testing.TB, dir string) *ipfs.Folder {
	t.Helper()
	f, err := ipfs.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func open(t testing.TB, here depot.Blocks) *Depot {
	t.Helper()
	d, err := Open(nil, depot.Deps{Here: here, Addrs: func() []string { return []string{peer} }})
	if err != nil {
		t.Fatal(err)
	}
	return d.(*Depot)
}

func TestDepot(t *testing.T) {
	dir := t.TempDir()
	var here *ipfs.Folder
	depottest.Run(t, func(t testing.TB, _ depot.Deps) depot.Depot {
		here = folder(t, dir)
		opened := open(t, here)
		opened.page = 4
		return opened
	}, depottest.NoCalls(), depottest.Pages(4), depottest.Blocks(func(ctx context.Context, c cid.Cid) ([]byte, error) {
		return here.Get(ctx, c)
	}))
}

// TestDamaged: a block that nobody could fetch any more is to be put again.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	d := open(t, folder(t, dir))
	block := []byte("sealed")
	r := depot.Ref{Name: depot.NewName(), CID: ipfs.CID(block)}
	put := func() {
		if _, err := d.Put(t.Context(), r, block); err != nil {
			t.Fatal(err)
		}
	}
	put()
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	if err := os.WriteFile(filepath.Join(dir, names[0].Name()), []byte("sealeD"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Locate(t.Context(), r); !errors.Is(err, depot.ErrNotFound) {
		t.Errorf("damaged: %v, want ErrNotFound", err)
	}
	put()
	if _, err := d.Locate(t.Context(), r); err != nil {
		t.Errorf("put again: %v", err)
	}
}

// broken is a folder that fails in one way.
type broken struct{ err error }

func (b broken) Put([]byte) (cid.Cid, error)                  { return cid.Undef, b.err }
func (b broken) Get(context.Context, cid.Cid) ([]byte, error) { return nil, b.err }
func (b broken) Delete(cid.Cid) error                         { return b.err }
func (b broken) List() ([]cid.Cid, error)                     { return nil, b.err }

func TestBroken(t *testing.T) {
	block := []byte("sealed")
	r := depot.Ref{Name: depot.NewName(), CID: ipfs.CID(block)}
	for err, want := range map[error]error{
		durable.ErrDiskFull:        depot.ErrQuota,
		durable.ErrReadOnly:        depot.ErrPermanent,
		errors.New("input/output"): depot.ErrTransient,
	} {
		d := open(t, broken{err})
		_, putting := d.Put(t.Context(), r, block)
		_, locating := d.Locate(t.Context(), r)
		_, listing := d.List(t.Context(), "")
		_, using := d.Usage(t.Context())
		for doing, got := range map[string]error{
			"putting": putting, "locating": locating, "listing": listing, "using": using, "deleting": d.Delete(t.Context(), r),
		} {
			if !errors.Is(got, want) {
				t.Errorf("%v, %s: %v, want %v", err, doing, got, want)
			}
		}
	}
}

// TestGivenUp: who has given up gets nothing done.
func TestGivenUp(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	d := open(t, folder(t, dir))
	block := []byte("sealed")
	_, err := d.Put(ctx, depot.Ref{Name: depot.NewName(), CID: ipfs.CID(block)}, block)
	if names, _ := os.ReadDir(dir); !errors.Is(err, context.Canceled) || !depot.Known(err) || len(names) > 0 {
		t.Errorf("%v, %d files", err, len(names))
	}
}
