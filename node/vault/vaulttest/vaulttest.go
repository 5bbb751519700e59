// Package vaulttest opens vaults for the tests of other packages.
package vaulttest

import (
	"log/slog"
	"testing"

	"restante/node/vault"
)

// New opens a vault with the given schemas in a new temporary folder and closes
// it when the test ends. It behaves as every other vault does, fsync included;
// only its key lies unprotected beside it, since deriving one from a passphrase
// takes a sixth of a second.
func New(t testing.TB, schemas ...vault.Schema) *vault.Vault {
	t.Helper()
	return Open(t, t.TempDir(), schemas...)
}

// Open is New in a folder of the caller's choice, such as that of a vault which
// the test has closed before.
func Open(t testing.TB, dir string, schemas ...vault.Schema) *vault.Vault {
	t.Helper()
	v, err := vault.Open(t.Context(), vault.Options{Dir: dir, Schemas: schemas, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}
