package session

import (
	"errors"

	"restante/node/vault"
)

// Restored forgets all sessions of what came out of a backup: the device that was copied
// may have used every key in them since. Peers make new ones with the new device.
func Restored(tx *vault.Tx) error {
	return errors.Join(tx.Do("forgetting sessions", `DELETE FROM session`),
		tx.Do("forgetting keys of sessions", `DELETE FROM skipped_key`))
}
