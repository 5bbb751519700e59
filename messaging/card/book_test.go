package card

import (
	"bytes"
	"errors"
	"strconv"
	"testing"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

func update(t testing.TB, v *vault.Vault, f func(tx *vault.Tx) error) {
	t.Helper()
	must(t, v.Update(t.Context(), "test", f))
}

func put(t *testing.T, v *vault.Vault, b *Book, raw []byte) (changed bool) {
	t.Helper()
	update(t, v, func(tx *vault.Tx) (err error) {
		changed, err = b.Put(tx, raw)
		return err
	})
	return changed
}

func get(t testing.TB, v *vault.Vault, b *Book, k *identity.Key) (c Card, found bool) {
	t.Helper()
	must(t, v.View(t.Context(), func(tx *vault.Tx) (err error) {
		c, found, err = b.Get(tx, k.ID())
		return err
	}))
	return c, found
}

func version(t testing.TB, k *identity.Key, v uint64, name string) []byte {
	c := sample(t)
	c.Version, c.Name = v, name
	return encode(t, k, c)
}

func TestBookKeepsTheNewestCard(t *testing.T) {
	v, k := vaulttest.New(t, Schema), identitytest.New(t)
	var b Book
	if _, found := get(t, v, &b, k); found {
		t.Error("a card out of nothing")
	}
	for _, step := range []struct {
		version uint64
		name    string
		changed bool
		want    string
	}{
		{5, "five", true, "five"},
		{4, "four", false, "five"},
		{5, "five again", false, "five"},
		{6, "six", true, "six"},
	} {
		if changed := put(t, v, &b, version(t, k, step.version, step.name)); changed != step.changed {
			t.Errorf("%s: changed is %v", step.name, changed)
		}
		for range 2 { // from the table, then from memory
			if c, found := get(t, v, &b, k); !found || c.Name != step.want || c.Peer != k.ID() {
				t.Errorf("after %s: %+v", step.name, c)
			}
		}
	}
}

func TestBookRefusesForgedCards(t *testing.T) {
	v, k := vaulttest.New(t, Schema), identitytest.New(t)
	var b Book
	raw := version(t, k, 5, "five")
	raw[len(raw)-1] ^= 1
	err := v.Update(t.Context(), "test", func(tx *vault.Tx) error {
		_, err := b.Put(tx, raw)
		return err
	})
	if !errors.Is(err, ErrCard) {
		t.Errorf("%v", err)
	}
}

// An owner who signs two cards of one version must not get the one remembered that
// was rolled back.
func TestBookForgetsWhatWasRolledBack(t *testing.T) {
	v, k := vaulttest.New(t, Schema), identitytest.New(t)
	var b Book
	errStop := errors.New("stop")
	err := v.Update(t.Context(), "test", func(tx *vault.Tx) error {
		if _, err := b.Put(tx, version(t, k, 5, "rolled back")); err != nil {
			return err
		}
		if c, _, err := b.Get(tx, k.ID()); err != nil || c.Name != "rolled back" {
			t.Errorf("inside: %+v, %v", c, err)
		}
		return errStop
	})
	if !errors.Is(err, errStop) {
		t.Fatal(err)
	}
	if _, found := get(t, v, &b, k); found {
		t.Error("it is still there")
	}
	put(t, v, &b, version(t, k, 5, "kept"))
	if c, _ := get(t, v, &b, k); c.Name != "kept" {
		t.Errorf("got %q", c.Name)
	}
}

func TestRawCardIsPassedOnAsSigned(t *testing.T) {
	v, k := vaulttest.New(t, Schema), identitytest.New(t)
	var b Book
	raw := version(t, k, 5, "five")
	put(t, v, &b, raw)
	must(t, v.View(t.Context(), func(tx *vault.Tx) error {
		got, found, err := b.Raw(tx, k.ID())
		if !found || !bytes.Equal(got, raw) {
			t.Error("another card")
		}
		return err
	}))
}

func TestBookForgetsWhenFull(t *testing.T) {
	var b Book
	for i := range maxHot + 5 {
		b.remember(peer.ID(strconv.Itoa(i)), hotCard{})
		if len(b.hot) > maxHot {
			t.Fatalf("%d cards in memory", len(b.hot))
		}
	}
}

func BenchmarkGet(b *testing.B) {
	v, k := vaulttest.New(b, Schema), identitytest.New(b)
	var book Book
	raw := version(b, k, 5, "five")
	update(b, v, func(tx *vault.Tx) error {
		_, err := book.Put(tx, raw)
		return err
	})
	for b.Loop() {
		get(b, v, &book, k)
	}
}
