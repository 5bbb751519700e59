package card

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"restante/messaging/envelope"
	"restante/node/identity/identitytest"
	"restante/node/vault"
	"restante/node/vault/vaulttest"
)

const day = 24 * time.Hour

func pass(d time.Duration) { <-time.After(d) }

func load(t *testing.T, v *vault.Vault) *Keys {
	t.Helper()
	k, err := LoadKeys(t.Context(), v)
	must(t, err)
	return k
}

func current(t *testing.T, v *vault.Vault, k *Keys) (p envelope.Prekey) {
	t.Helper()
	update(t, v, func(tx *vault.Tx) (err error) {
		p, err = k.Current(tx)
		return err
	})
	return p
}

func publish(t *testing.T, v *vault.Vault, k *Keys, id uint32) {
	t.Helper()
	update(t, v, func(tx *vault.Tx) error { return k.Published(tx, id, time.Now()) })
}

// expire is what happens after a drain that began at a time.
func expire(t *testing.T, v *vault.Vault, k *Keys, began time.Time) (deleted int) {
	t.Helper()
	update(t, v, func(tx *vault.Tx) error {
		old, err := k.Old(tx, began)
		must(t, err)
		deleted, err = k.Expire(tx, began)
		if old != (deleted > 0) {
			t.Errorf("%d are deleted, and that some are old is %v", deleted, old)
		}
		return err
	})
	return deleted
}

func ids(k *Keys) (ids []uint32) {
	for _, p := range k.Private() {
		ids = append(ids, p.ID())
	}
	return ids
}

func wantIDs(t *testing.T, k *Keys, want ...uint32) {
	t.Helper()
	if got := ids(k); !slices.Equal(got, want) {
		t.Errorf("prekeys %d, want %d", got, want)
	}
}

func TestPrekeyRotation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := vaulttest.New(t, Schema)
		k := load(t, v)
		wantIDs(t, k)
		first := current(t, v, k)
		pass(RotateAfter - time.Second)
		if again := current(t, v, k); first.ID != 1 || again.ID != 1 || !slices.Equal(again.Public, first.Public) {
			t.Errorf("prekey %d, then %d within a week", first.ID, again.ID)
		}
		pass(time.Second)
		if second := current(t, v, k); second.ID != 2 || slices.Equal(second.Public, first.Public) {
			t.Errorf("prekey %d after a week", second.ID)
		}
		wantIDs(t, k, 1, 2)
		wantIDs(t, load(t, v), 1, 2)
	})
}

func TestPrekeyDeletion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := vaulttest.New(t, Schema)
		k := load(t, v)
		current(t, v, k)
		publish(t, v, k, 1)
		pass(100 * day)
		current(t, v, k)
		if n := expire(t, v, k, time.Now()); n != 0 {
			t.Error("deleted before its replacement was published")
		}
		publish(t, v, k, 2)
		pass(DeleteAfter - time.Second)
		publish(t, v, k, 2) // once more: the first time counts
		began := time.Now()
		if n := expire(t, v, k, began); n != 0 {
			t.Error("deleted before 37 days")
		}
		pass(time.Second)
		for _, at := range []time.Time{began, time.Now().Add(-time.Nanosecond)} {
			if n := expire(t, v, k, at); n != 0 {
				t.Error("deleted after a drain that began too early")
			}
		}
		wantIDs(t, k, 1, 2)
		if n := expire(t, v, k, time.Now()); n != 1 {
			t.Errorf("%d deleted", n)
		}
		wantIDs(t, k, 2)
		wantIDs(t, load(t, v), 2)
		if p := current(t, v, k); p.ID != 3 {
			t.Errorf("prekey %d", p.ID)
		}
		pass(100 * day)
		if n := expire(t, v, k, time.Now()); n != 0 {
			t.Error("deleted without a replacement")
		}
	})
}

// What was sealed to an old prekey opens until it is deleted, and never again.
func TestForwardSecrecy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v, alice, bob := vaulttest.New(t, Schema), identitytest.New(t), identitytest.New(t)
		k := load(t, v)
		m := envelope.Message{Kind: envelope.KindChat, SentAt: time.Now(), Body: []byte("old")}
		sealed, _, err := envelope.Seal(alice, bob.ID(), current(t, v, k), m)
		must(t, err)
		pass(8 * day)
		publish(t, v, k, current(t, v, k).ID)
		pass(36 * day)
		expire(t, v, k, time.Now().Add(100*day)) // as a drain cannot have begun
		_, _, err = envelope.Open(bob.ID(), k, sealed)
		must(t, err)
		pass(2 * day)
		expire(t, v, k, time.Now())
		for _, own := range []*Keys{k, load(t, v)} {
			if _, _, err := envelope.Open(bob.ID(), own, sealed); err == nil {
				t.Error("it still opens")
			}
		}
	})
}

func TestRolledBackPrekeysAreNotUsed(t *testing.T) {
	v := vaulttest.New(t, Schema)
	k := load(t, v)
	_ = v.Update(t.Context(), "test", func(tx *vault.Tx) error {
		if _, err := k.Current(tx); err != nil {
			t.Error(err)
		}
		return errors.New("stop")
	})
	wantIDs(t, k)
	current(t, v, k)
	wantIDs(t, k, 1)
}

// A prekey made while the clock was years ahead must not stay for years.
func TestClockSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := vaulttest.New(t, Schema)
		k := load(t, v)
		update(t, v, func(tx *vault.Tx) error {
			_, err := k.make(tx, 1, time.Now().Add(1000*day))
			return err
		})
		if p := current(t, v, k); p.ID != 2 {
			t.Errorf("prekey %d", p.ID)
		}
	})
}

func TestDeviceIDIsMadeOnce(t *testing.T) {
	v := vaulttest.New(t, Schema)
	one, two := load(t, v).Device(), load(t, v).Device()
	if one != two || one == (envelope.Device{}) {
		t.Errorf("%s, then %s", one, two)
	}
	if other := load(t, vaulttest.New(t, Schema)).Device(); other == one {
		t.Error("two installations share one ID")
	}
}
