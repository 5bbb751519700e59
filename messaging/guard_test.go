package messaging

import (
	"errors"
	"slices"
	"testing"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

// Nobody changes the lock without the passphrase, where there is one.
func TestGuardChange(t *testing.T) {
	g := &Guard{vaulttest.New(t)}
	for _, c := range []struct {
		before string
		to     vault.Method
		after  string
		want   error
	}{
		{"", vault.Passphrase, "", vault.ErrPassphraseNeeded},
		{"", vault.Passphrase, "three ducks", nil},
		{"", vault.KeyFile, "", vault.ErrPassphraseNeeded},
		{"three geese", vault.Passphrase, "mine", vault.ErrWrongPassphrase},
		{"three ducks", vault.Passphrase, "four walnuts", nil},
	} {
		if err := g.Change(t.Context(), c.before, c.to, c.after); !errors.Is(err, c.want) {
			t.Errorf("%q to %q: %v, want %v", c.before, c.after, err, c.want)
		}
	}
	if !g.Asks() || !slices.Equal(g.Ways(), []vault.Method{vault.Passphrase}) {
		t.Errorf("it is guarded by %v", g.Ways())
	}
	if err := g.Check(t.Context(), "four walnuts"); err != nil {
		t.Error(err)
	}
	if err := g.Change(t.Context(), "four walnuts", vault.KeyFile, ""); err != nil || g.Asks() {
		t.Errorf("it asks still: %v", err)
	}
}
