package messaging

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"restante/node/identity"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

func TestWordsWithoutAPassphrase(t *testing.T) {
	r := &Recovery{vaulttest.New(t, identity.Schema)}
	owner, err := identity.LoadOrCreate(t.Context(), r.vault)
	if err != nil {
		t.Fatal(err)
	}
	words, err := r.Words(t.Context(), "")
	if err != nil || r.Asks() {
		t.Fatalf("asks %v, %v", r.Asks(), err)
	}
	if k, err := identity.FromWords(words); err != nil || k.ID() != owner.ID() {
		t.Errorf("these are the words of somebody else: %v", err)
	}
	if kept, err := r.Kept(t.Context()); kept || err != nil {
		t.Errorf("on paper: %v, %v", kept, err)
	}
	if err := r.Keep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if kept, _ := r.Kept(t.Context()); !kept {
		t.Error("they are forgotten")
	}
}

func TestWordsForThePassphraseOnly(t *testing.T) {
	ask := func(context.Context) ([]byte, error) { return []byte("three ducks"), nil }
	v, err := vault.Open(t.Context(), vault.Options{Dir: t.TempDir(), Schemas: []vault.Schema{identity.Schema},
		Unlock: vault.Unlock{New: vault.Passphrase, Passphrase: ask}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if _, err := identity.LoadOrCreate(t.Context(), v); err != nil {
		t.Fatal(err)
	}
	r := &Recovery{v}
	for pass, want := range map[string]error{"": vault.ErrPassphraseNeeded, "three geese": vault.ErrWrongPassphrase, "three ducks": nil} {
		words, err := r.Words(t.Context(), pass)
		if !r.Asks() || !errors.Is(err, want) || (words == "") != (want != nil) {
			t.Errorf("%q: asks %v, %d letters, %v", pass, r.Asks(), len(words), err)
		}
	}
}
