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
		wantOpenError(t, o, vault.ErrKeyMissing)
		if err := vault.Erase(o.Dir); err != nil {
			t.Fatal(err)
		}
		if left := snapshot(t, o.Dir); len(left) != 1 || left["copy.db"] == nil {
			t.Errorf("%s: left are %d files", what, len(left))
		}
	}
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
	wantOpenError(t, o, vault.ErrKeyring)
}

func writeFile(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
