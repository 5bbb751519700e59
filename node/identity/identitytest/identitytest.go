// Package identitytest makes up identities for the tests of other packages.
package identitytest

import (
	"testing"

	"restante/node/identity"
)

// New is the key of somebody new.
func New(t testing.TB) *identity.Key {
	t.Helper()
	words, err := identity.NewWords()
	if err != nil {
		t.Fatal(err)
	}
	k, err := identity.FromWords(words)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
