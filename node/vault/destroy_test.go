package vault_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/zalando/go-keyring"

	"restante/node/vault"
)

// After a vault was destroyed nothing opens it: not its passphrase, not the keyring,
// and no copy of its database either.
func TestDestroy(t *testing.T) {
	keyring.MockInit()
	for what, u := range map[string]vault.Unlock{
		"key file":   {},
		"passphrase": {New: vault.Passphrase, Passphrase: says("right")},
		"keyring":    {New: vault.Keyring, Passphrase: says("right")},
	} {
		o := options(t.TempDir(), notes(notes1))
		o.Unlock = u
		v := open(t, o)
		add(t, v, secret)
		if err := v.Backup(t.Context(), filepath.Join(o.Dir, "copy.db")); err != nil {
			t.Fatal(err)
		}
		if err := v.Destroy(); err != nil {
			t.Fatal(err)
		}
		add(t, v, "the last one") // it goes on until it is closed
		if err := v.ChangePassphrase(t.Context(), vault.Unlock{}); !errors.Is(err, vault.ErrDestroyed) {
			t.Errorf("%s: the key was written again: %v", what, err)
		}
		closeVault(t, v)
		if _, err := vault.OpenReadOnly(t.Context(), o); !errors.Is(err, vault.ErrDestroyed) {
			t.Errorf("%s: it opens: %v", what, err)
		}
		if err := vault.Erase(o.Dir); err != nil {
			t.Fatal(err)
		}
		if left := snapshot(t, o.Dir); len(left) != 1 || left["copy.db"] == nil {
			t.Errorf("%s: left are %d files", what, len(left))
		}
	}
}

// Where the power failed before the rest was removed the folder passes for an empty one,
// and the next beginning removes what is left.
func TestDestroyedIsEmpty(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	v := open(t, o)
	add(t, v, secret)
	if err := v.Destroy(); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	f := hold(t, o.Dir)
	wantLocks(t, f, vault.ErrEmpty)
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	v = open(t, o)
	wantCount(t, v, 0)
	add(t, v, "somebody new")
	closeVault(t, v)
	v = open(t, o)
	wantCount(t, v, 1)
	closeVault(t, v)
}

// The keyring keeps nothing of a vault that was destroyed.
func TestDestroyEmptiesTheKeyring(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	keyring.MockInit()
	o.Unlock.New = vault.Keyring
	v := open(t, o)
	key := snapshot(t, o.Dir)["vault.key"]
	if err := v.Destroy(); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	writeFile(t, filepath.Join(o.Dir, "vault.key"), key) // somebody had a copy
	if err := os.Remove(filepath.Join(o.Dir, "vault.destroyed")); err != nil {
		t.Fatal(err)
	}
	wantOpenError(t, o, vault.ErrKeyring)
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
