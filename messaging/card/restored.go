package card

import (
	"crypto/rand"
	"time"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// beyondCopy is how far the numbers of prekeys leap for a restored device: the one that
// was copied goes on counting by one a week, if it goes on.
const beyondCopy = 1 << 16

// Restored makes another device of what came out of a backup: the next card names it,
// with a prekey that the device before never had. The private keys of older prekeys
// stay, for what is under way to them.
func Restored(tx *vault.Tx) error {
	var id envelope.Device
	rand.Read(id[:])
	now := time.Now()
	if err := tx.Do("giving up the device ID", `DELETE FROM device`); err != nil {
		return err
	}
	if err := insertDevice(tx, id, now); err != nil {
		return err
	}
	newest, _, err := newestPrekey(tx)
	if err != nil || newest == nil {
		return err
	}
	key, err := envelope.NewPrivateKey(newest.ID() + beyondCopy)
	if err != nil {
		return err
	}
	return insertPrekey(tx, key, now)
}
