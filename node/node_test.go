package node

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"restante/node/vault"
)

func options(dir string) Options {
	return Options{Dir: dir, Loopback: true, Log: slog.New(slog.DiscardHandler)}
}

func open(t *testing.T, o Options) *Node {
	t.Helper()
	n, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

func TestNodeKeepsItsIdentity(t *testing.T) {
	dir := t.TempDir()
	n := open(t, options(dir))
	id := n.Key.ID()
	if n.Host.ID() != id {
		t.Error("the host has another identity than the node")
	}
	if err := errors.Join(n.Close(), n.Close()); err != nil {
		t.Error(err)
	}
	if again := open(t, options(dir)); again.Key.ID() != id {
		t.Error("another identity after a restart")
	}
}

func TestBlocksTravelBetweenNodes(t *testing.T) {
	alice, bob := open(t, options(t.TempDir())), open(t, options(t.TempDir()))
	sealed := []byte("sealed")
	c, err := alice.Outbox.Put(sealed)
	if err != nil {
		t.Fatal(err)
	}
	if err := bob.Host.Connect(t.Context(), alice.Host.Info()); err != nil {
		t.Fatal(err)
	}
	if got, err := bob.Blocks.Get(t.Context(), c, len(sealed)); err != nil || string(got) != string(sealed) {
		t.Errorf("%q, %v", got, err)
	}
	digest := sha256.Sum256(sealed)
	file := filepath.Join(alice.Vault.Dir(), "outbox", hex.EncodeToString(digest[:]))
	if b, err := os.ReadFile(file); err != nil || string(b) != string(sealed) {
		t.Errorf("the outbox file: %q, %v", b, err)
	}
}

func TestFolderInUse(t *testing.T) {
	dir := t.TempDir()
	open(t, options(dir))
	if _, err := Open(t.Context(), options(dir)); !errors.Is(err, vault.ErrInUse) {
		t.Errorf("error %v, want ErrInUse", err)
	}
}

// What was opened before the failure is closed: the folder is free again.
func TestFailedOpenLeavesNothingOpen(t *testing.T) {
	o := options(t.TempDir())
	o.Listen = []string{"nonsense"}
	if _, err := Open(t.Context(), o); err == nil {
		t.Fatal("opened with a nonsense address")
	}
	o.Listen = nil
	open(t, o)
}
