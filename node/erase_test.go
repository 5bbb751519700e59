package node_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"restante/node"
	"restante/node/vault"
)

// Of a folder that was erased only the lock is left, and a new beginning is somebody new.
func TestErase(t *testing.T) {
	o := node.Options{Dir: t.TempDir(), Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Loopback: true}
	n, err := node.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	before := n.Key.ID()
	if _, err := n.Outbox.Put([]byte("sealed")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(n.Vault.Destroy(), n.Close(), node.Erase(o.Dir)); err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(o.Dir, "*")); err != nil || len(left) != 1 || filepath.Base(left[0]) != "lock" {
		t.Errorf("left are %v, %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(o.Dir, node.OutboxFolder)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the outbox is left")
	}
	f, err := vault.Hold(o.Dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Locks(); !errors.Is(err, vault.ErrEmpty) {
		t.Errorf("the folder is not empty: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if n, err = node.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if n.Key.ID() == before {
		t.Error("the one before is back")
	}
}
