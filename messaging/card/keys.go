package card

import (
	"context"
	"crypto/rand"
	"slices"
	"sync"
	"time"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// Times in the life of a prekey; the package comment explains them.
const (
	RotateAfter = 7 * 24 * time.Hour
	DeleteAfter = 37 * 24 * time.Hour
)

// Keys are one's own device ID and prekeys.
type Keys struct {
	device envelope.Device

	mu      sync.Mutex
	private []*envelope.PrivateKey // oldest first; replaced, never changed in place
}

var _ envelope.PrivateKeys = (*Keys)(nil)

// LoadKeys reads the keys of this installation, which gets its device ID the first
// time.
func LoadKeys(ctx context.Context, v *vault.Vault) (*Keys, error) {
	k := &Keys{}
	err := v.Update(ctx, "device create", func(tx *vault.Tx) error {
		var err error
		if k.device, err = loadDevice(tx); err != nil {
			return err
		}
		k.private, err = privateKeys(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return k, nil
}

func loadDevice(tx *vault.Tx) (envelope.Device, error) {
	id, found, err := device(tx)
	if err != nil || found {
		return id, err
	}
	rand.Read(id[:])
	return id, insertDevice(tx, id, time.Now())
}

// Device is the random ID of this installation.
func (k *Keys) Device() envelope.Device { return k.device }

// Private returns the prekeys that can still open something.
func (k *Keys) Private() []*envelope.PrivateKey {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.private
}

// Current returns the prekey for the next card: the newest one, or one made now if
// there is none or it is a week old.
func (k *Keys) Current(tx *vault.Tx) (envelope.Prekey, error) {
	newest, created, err := newestPrekey(tx)
	if err != nil {
		return envelope.Prekey{}, err
	}
	now := time.Now()
	if newest == nil {
		return k.make(tx, 1, now)
	}
	// A clock that was wrong when the key was made must not keep it for years.
	if age := now.Sub(created).Abs(); age >= RotateAfter {
		return k.make(tx, newest.ID()+1, now)
	}
	return newest.Prekey(), nil
}

// Published notes that others can find the card with this prekey from now on, so
// that all older ones are replaced. Only the first call for a prekey counts.
func (k *Keys) Published(tx *vault.Tx, id uint32, now time.Time) error {
	return markReplaced(tx, id, now)
}

// Old reports whether [Keys.Expire] would delete something.
func (k *Keys) Old(tx *vault.Tx, began time.Time) (bool, error) {
	return hasPrekeys(tx, lastReplaced(began))
}

// Expire deletes the private keys whose replacement was published long enough ago.
// Call it when all that waited anywhere has been fetched and opened; began is when
// that fetching did.
func (k *Keys) Expire(tx *vault.Tx, began time.Time) (deleted int, err error) {
	ids, err := deletePrekeys(tx, lastReplaced(began))
	if err != nil {
		return 0, err
	}
	tx.AfterCommit(func() { k.forget(ids) })
	return len(ids), nil
}

// lastReplaced is when a prekey was replaced at the latest that is not needed any
// more: whatever was sealed to it had expired when the drain began, or came in.
func lastReplaced(began time.Time) time.Time {
	if now := time.Now(); began.After(now) {
		began = now
	}
	return began.Add(-DeleteAfter)
}

func (k *Keys) make(tx *vault.Tx, id uint32, now time.Time) (envelope.Prekey, error) {
	key, err := envelope.NewPrivateKey(id)
	if err != nil {
		return envelope.Prekey{}, err
	}
	if err := insertPrekey(tx, key, now); err != nil {
		return envelope.Prekey{}, err
	}
	tx.AfterCommit(func() { k.remember(key) })
	return key.Prekey(), nil
}

// remember and forget change what is in memory by one step each, not to a whole
// state: the functions after two commits may run in either order.
func (k *Keys) remember(key *envelope.PrivateKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.private = append(slices.Clone(k.private), key)
}

func (k *Keys) forget(ids []uint32) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.private = slices.DeleteFunc(slices.Clone(k.private), func(p *envelope.PrivateKey) bool {
		return slices.Contains(ids, p.ID())
	})
}
