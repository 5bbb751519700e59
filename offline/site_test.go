package offline

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/ipfs/go-cid"

	"restante/node"
	"restante/node/ipns"
	"restante/node/p2p"
	"restante/offline/deposit"
	"restante/offline/push"
)

// stock is a folder of a few blocks, in which a word may change.
func stock(word string) fs.FS {
	return fstest.MapFS{
		"photos/one": {Data: bytes.Repeat([]byte("photo "), 100_000)},
		"listing":    {Data: []byte(word)},
	}
}

// publish makes the name of n's owner mean a folder at a push node.
func publish(t *testing.T, n, at *node.Node, sequence uint64, root cid.Cid, size int64) {
	t.Helper()
	b, err := ipns.Make(n.Key, root, sequence, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c := push.NewClient(n.Host, n.Log)
	defer c.Close()
	if err := c.PutSite(t.Context(), at.Host.Info(), b, size); err != nil {
		t.Fatal(err)
	}
}

func add(t *testing.T, n *node.Node, f fs.FS) (cid.Cid, int64) {
	t.Helper()
	root, size, err := n.Pinned.AddFolder(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return root, size
}

// A site is found by its owner's name and can be visited while the owner is away. Of
// a newer one only what is new travels, and what it needs no more goes.
func TestSitesOfUsers(t *testing.T) {
	n, _ := openPushNode(t)
	bob, witness := open(t, nil, n), open(t, nil, n)
	register(t, bob, n)
	old, size := add(t, bob, stock("one hat"))
	publish(t, bob, n, 1, old, size)
	root, size := add(t, bob, stock("two hats"))
	loseLarge(t, bob)
	publish(t, bob, n, 2, root, size)
	until(t, "the old site to go", func() bool {
		has, err := n.Pinned.Has(t.Context(), old)
		return err == nil && !has && slices.Equal(n.Pinned.Pins(), []cid.Cid{root})
	})
	bob.Close()

	var r ipns.Record
	until(t, "the name", func() bool {
		b, err := witness.Host.GetRecord(t.Context(), ipns.DHTKey(bob.Key.ID()))
		if err != nil && !errors.Is(err, p2p.ErrNoRecord) && !errors.Is(err, p2p.ErrAlone) {
			t.Fatal(err)
		}
		r, err = ipns.Open(bob.Key.ID(), b)
		return err == nil && r.Sequence == 2
	})
	if err := witness.Blocks.FetchDAG(t.Context(), witness.Pinned, r.Root, size, n.Host.Info()); err != nil {
		t.Fatal(err)
	}
	listing, err := witness.Pinned.Resolve(t.Context(), r.Root, "listing")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := witness.Pinned.Get(t.Context(), listing); err != nil || string(b) != "two hats" {
		t.Errorf("the listing says %q, %v", b, err)
	}
}

// Who says that a site is smaller than it is gets it not published, and what the node
// has stays.
func TestSiteLargerThanSaid(t *testing.T) {
	n, p := openPushNode(t)
	bob := open(t, nil, n)
	register(t, bob, n)
	old, size := add(t, bob, fstest.MapFS{"listing": {Data: []byte("one hat")}})
	publish(t, bob, n, 1, old, size)
	root, size := add(t, bob, stock("two hats"))
	b, err := ipns.Make(bob.Key, root, 2, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	c := push.NewClient(bob.Host, bob.Log)
	defer c.Close()
	var refusal *push.Refusal
	if err := c.PutSite(t.Context(), n.Host.Info(), b, size-1); !errors.As(err, &refusal) || refusal.Code != push.CodeNotFetched {
		t.Errorf("PutSite() = %v", err)
	}
	us, err := p.Users(t.Context(), deposit.Mailbox{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := ipns.Open(bob.Key.ID(), us[0].Site); err != nil || r.Root != old || !slices.Equal(n.Pinned.Pins(), []cid.Cid{old}) {
		t.Errorf("the node has %v and pins %v, %v", r.Root, n.Pinned.Pins(), err)
	}
}

// loseLarge removes the large blocks of a node: what it still has of its site is what
// was written last.
func loseLarge(t *testing.T, n *node.Node) {
	t.Helper()
	lost := 0
	err := filepath.WalkDir(filepath.Join(n.Vault.Dir(), node.BlocksFolder), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Size() < 50_000 {
			return err
		}
		lost++
		return os.Remove(path)
	})
	if err != nil || lost == 0 {
		t.Fatalf("%d blocks are lost, %v", lost, err)
	}
}
