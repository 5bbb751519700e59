package vault_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/zalando/go-keyring"

	"restante/node/vault"
)

func hold(t *testing.T, dir string) *vault.Folder {
	t.Helper()
	f, err := vault.Hold(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func wantLocks(t *testing.T, f *vault.Folder, err error, want ...vault.Method) {
	t.Helper()
	got, e := f.Locks()
	if !errors.Is(e, err) || !slices.Equal(got, want) {
		t.Errorf("Locks = %v, %v; want %v, %v", got, e, want, err)
	}
}

// note is what a new vault begins with.
func note(tx *vault.Tx) error {
	_, err := tx.Exec(`INSERT INTO notes (body) VALUES ('first')`)
	return err
}

func TestAFolderIsHeldWhileItsVaultComesAndGoes(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	o.Folder = hold(t, o.Dir)
	held := options(o.Dir, notes(notes1))
	for range 2 {
		wantOpenError(t, held, vault.ErrInUse)
		v := open(t, o)
		if _, err := vault.Hold(o.Dir); !errors.Is(err, vault.ErrInUse) {
			t.Errorf("Hold = %v", err)
		}
		closeVault(t, v)
	}
	if err := o.Folder.Close(); err != nil {
		t.Fatal(err)
	}
	closeVault(t, open(t, held))
}

func TestLocksAreToldBeforeTheVaultOpens(t *testing.T) {
	keyring.MockInit()
	for _, c := range []struct {
		u    vault.Unlock
		want []vault.Method
	}{
		{vault.Unlock{}, []vault.Method{vault.KeyFile}},
		{vault.Unlock{New: vault.Passphrase, Passphrase: says("x")}, []vault.Method{vault.Passphrase}},
		{vault.Unlock{New: vault.Keyring}, []vault.Method{vault.Keyring}},
		{vault.Unlock{New: vault.Keyring, Passphrase: says("x")}, []vault.Method{vault.Keyring, vault.Passphrase}},
	} {
		o := options(t.TempDir(), notes(notes1))
		o.Folder, o.Unlock = hold(t, o.Dir), c.u
		wantLocks(t, o.Folder, vault.ErrEmpty)
		v := open(t, o)
		if !slices.Equal(v.Locks(), c.want) {
			t.Errorf("the open vault has %v, want %v", v.Locks(), c.want)
		}
		closeVault(t, v)
		wantLocks(t, o.Folder, nil, c.want...)
	}
}

func TestALostKeyIsNoNewFolder(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	closeVault(t, open(t, o))
	if err := os.Remove(filepath.Join(o.Dir, "vault.key")); err != nil {
		t.Fatal(err)
	}
	wantLocks(t, hold(t, o.Dir), vault.ErrKeyMissing)
}

func TestAVaultBeginsOnce(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	o.Begin = note
	for range 2 {
		v := open(t, o)
		wantCount(t, v, 1)
		closeVault(t, v)
	}
}

// TestABeginningThatFailsLeavesNothing chooses another passphrase the second time:
// the key of the first one is not in the way.
func TestABeginningThatFailsLeavesNothing(t *testing.T) {
	o := withPassphrase(t.TempDir(), "first")
	failed := errors.New("test")
	o.Begin = func(tx *vault.Tx) error { return errors.Join(note(tx), failed) }
	wantOpenError(t, o, failed)
	o.Folder = hold(t, o.Dir)
	wantLocks(t, o.Folder, vault.ErrEmpty)
	o.Unlock.Passphrase, o.Begin = says("second"), note
	v := open(t, o)
	wantCount(t, v, 1)
	closeVault(t, v)
	wantLocks(t, o.Folder, nil, vault.Passphrase)
	o.Unlock.Passphrase = says("first")
	wantOpenError(t, o, vault.ErrWrongPassphrase)
}

func TestCheckPassphrase(t *testing.T) {
	v := open(t, withPassphrase(t.TempDir(), "right"))
	defer closeVault(t, v)
	for pass, want := range map[string]error{"right": nil, "wrong": vault.ErrWrongPassphrase, "": vault.ErrPassphraseNeeded} {
		if err := v.CheckPassphrase(t.Context(), []byte(pass)); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %v", pass, err, want)
		}
	}
	open := open(t, options(t.TempDir(), notes(notes1)))
	defer closeVault(t, open)
	if err := open.CheckPassphrase(t.Context(), []byte("any")); !errors.Is(err, vault.ErrWrongPassphrase) {
		t.Errorf("where there is none: %v", err)
	}
}

func TestTryKeyring(t *testing.T) {
	keyring.MockInit()
	if err := vault.TryKeyring(t.Context()); err != nil {
		t.Error(err)
	}
	keyring.MockInitWithError(errors.New("no bus"))
	if err := vault.TryKeyring(t.Context()); !errors.Is(err, vault.ErrKeyring) {
		t.Errorf("without one: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := vault.TryKeyring(ctx); err == nil {
		t.Error("it waits longer than it may")
	}
}
