package identity

import (
	"errors"
	"testing"

	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

func loadKey(t *testing.T, v *vault.Vault) *Key {
	t.Helper()
	k, err := LoadOrCreate(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestIdentityStays(t *testing.T) {
	dir := t.TempDir()
	v := vaulttest.Open(t, dir, Schema)
	if _, err := Words(t.Context(), v); !errors.Is(err, ErrNone) {
		t.Errorf("Words of a new vault = %v, want ErrNone", err)
	}
	id := loadKey(t, v).ID()
	if again := loadKey(t, v).ID(); again != id {
		t.Errorf("second load gives %s, want %s", again, id)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	v = vaulttest.Open(t, dir, Schema)
	if again := loadKey(t, v).ID(); again != id {
		t.Errorf("after a restart it is %s, want %s", again, id)
	}
	words, err := Words(t.Context(), v)
	if err != nil || key(t, words).ID() != id {
		t.Errorf("the words give another identity, %v", err)
	}
}

func TestRestore(t *testing.T) {
	v := vaulttest.New(t, Schema)
	want := key(t, vectorWords).ID()
	for range 2 {
		k, err := Restore(t.Context(), v, "  "+vectorWords)
		if err != nil || k.ID() != want {
			t.Fatalf("Restore = %v, %v", k, err)
		}
	}
	if got := loadKey(t, v).ID(); got != want {
		t.Errorf("loaded %s, want %s", got, want)
	}
	if _, err := Restore(t.Context(), v, "hello"); !errors.Is(err, ErrWords) {
		t.Errorf("Restore of no words = %v", err)
	}
}

func TestRestoreOverAnotherIdentity(t *testing.T) {
	v := vaulttest.New(t, Schema)
	id := loadKey(t, v).ID()
	if _, err := Restore(t.Context(), v, vectorWords); !errors.Is(err, ErrOther) {
		t.Errorf("Restore = %v, want ErrOther", err)
	}
	if got := loadKey(t, v).ID(); got != id {
		t.Errorf("the identity is %s now, was %s", got, id)
	}
}
