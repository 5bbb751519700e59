package vault_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"

	"restante/node/vault"
)

// says answers the question for a passphrase.
func says(passphrase string) func(context.Context) ([]byte, error) {
	return func(context.Context) ([]byte, error) { return []byte(passphrase), nil }
}

func withPassphrase(dir, passphrase string) vault.Options {
	o := options(dir, notes(notes1))
	o.Unlock = vault.Unlock{New: vault.Passphrase, Passphrase: says(passphrase)}
	return o
}

func TestPassphrase(t *testing.T) {
	dir := t.TempDir()
	v := open(t, withPassphrase(dir, "right"))
	add(t, v, "hello")
	closeVault(t, v)

	before := snapshot(t, dir)
	wantOpenError(t, withPassphrase(dir, "wrong"), vault.ErrWrongPassphrase)
	wantOpenError(t, withPassphrase(dir, ""), vault.ErrPassphraseNeeded)
	wantOpenError(t, options(dir, notes(notes1)), vault.ErrPassphraseNeeded)
	wantUnchanged(t, dir, before)

	v = open(t, withPassphrase(dir, "right"))
	wantCount(t, v, 1)
	closeVault(t, v)
}

func TestChangePassphrase(t *testing.T) {
	dir := t.TempDir()
	v := open(t, withPassphrase(dir, "old"))
	add(t, v, "hello")
	if err := v.ChangePassphrase(t.Context(), vault.Unlock{New: vault.Passphrase, Passphrase: says("new")}); err != nil {
		t.Fatal(err)
	}
	add(t, v, "still open")
	closeVault(t, v)
	wantOpenError(t, withPassphrase(dir, "old"), vault.ErrWrongPassphrase)
	v = open(t, withPassphrase(dir, "new"))
	wantCount(t, v, 2)
	closeVault(t, v)
}

func TestRefusedChangeKeepsThePassphrase(t *testing.T) {
	dir := t.TempDir()
	v := open(t, withPassphrase(dir, "old"))
	if err := v.ChangePassphrase(t.Context(), vault.Unlock{New: vault.Passphrase}); !errors.Is(err, vault.ErrPassphraseNeeded) {
		t.Errorf("ChangePassphrase = %v", err)
	}
	closeVault(t, v)
	closeVault(t, open(t, withPassphrase(dir, "old")))
}

func TestKeyFileIsWarnedOf(t *testing.T) {
	var log bytes.Buffer
	o := options(t.TempDir(), notes(notes1))
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	for range 2 { // when it is made, and each time after
		log.Reset()
		closeVault(t, open(t, o))
		if !strings.Contains(log.String(), "level=WARN") {
			t.Errorf("no warning in the log: %s", log.String())
		}
	}
	info, err := os.Stat(filepath.Join(o.Dir, "vault.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file has mode %v, %v; want 0600", info.Mode(), err)
	}
}

func TestKeyring(t *testing.T) {
	keyring.MockInit()
	o := options(t.TempDir(), notes(notes1))
	o.Unlock.New = vault.Keyring
	closeVault(t, open(t, o))
	closeVault(t, open(t, o))

	v := open(t, o)
	if err := v.ChangePassphrase(t.Context(), vault.Unlock{New: vault.Keyring}); err != nil {
		t.Fatal(err)
	}
	closeVault(t, v)
	closeVault(t, open(t, o))

	keyring.MockInitWithError(errors.New("no bus"))
	wantOpenError(t, o, vault.ErrKeyring)
	keyring.MockInit() // an empty keyring
	wantOpenError(t, o, vault.ErrKeyring)
}

func TestKeyringWithSparePassphrase(t *testing.T) {
	keyring.MockInit()
	o := options(t.TempDir(), notes(notes1))
	o.Unlock = vault.Unlock{New: vault.Keyring, Passphrase: says("spare")}
	closeVault(t, open(t, o))

	o.Unlock.Passphrase = nil
	closeVault(t, open(t, o)) // nobody is asked while there is a keyring

	keyring.MockInitWithError(errors.New("no bus"))
	wantOpenError(t, o, vault.ErrKeyring)
	wantOpenError(t, o, vault.ErrPassphraseNeeded)
	o.Unlock.Passphrase = says("spare")
	closeVault(t, open(t, o))
}

func TestNoKeyringNoVault(t *testing.T) {
	keyring.MockInitWithError(errors.New("no bus"))
	o := options(t.TempDir(), notes(notes1))
	o.Unlock.New = vault.Keyring
	wantOpenError(t, o, vault.ErrKeyring)
	if files := snapshot(t, o.Dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestMissingKeyFile(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	closeVault(t, open(t, o))
	if err := os.Remove(filepath.Join(o.Dir, "vault.key")); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, o.Dir)
	wantOpenError(t, o, vault.ErrKeyMissing)
	wantUnchanged(t, o.Dir, before)
}

func TestBrokenKeyFile(t *testing.T) {
	o := options(t.TempDir(), notes(notes1))
	closeVault(t, open(t, o))
	for content, want := range map[string]error{
		``:                           vault.ErrKeyBroken,
		`{"version":1}`:              vault.ErrKeyBroken,
		`{"version":2,"locks":[{}]}`: vault.ErrNewer,
	} {
		if err := os.WriteFile(filepath.Join(o.Dir, "vault.key"), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, o.Dir)
		wantOpenError(t, o, want)
		wantUnchanged(t, o.Dir, before)
	}
}
