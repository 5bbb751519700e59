package outbox

import (
	"errors"

	"restante/node/vault"
)

// Restored forgets what was under way when a backup was made: the sealed files are not in
// it, and what they held is sealed anew by its owner. What push nodes and pointer holders
// have stays there until it is fetched or expires; it is the same messages.
func Restored(tx *vault.Tx) error {
	return errors.Join(tx.Do("forgetting parcels", `DELETE FROM parcel`), tx.Do("forgetting files", `DELETE FROM trash`))
}
