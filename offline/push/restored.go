package push

import (
	"errors"

	"restante/node/vault"
)

// Restored gives up the large deposits of a push node that came out of a backup: they lie
// beside the database, which alone is in it.
func Restored(tx *vault.Tx) error {
	return errors.Join(
		tx.Do("giving up large deposits", `DELETE FROM push_deposits WHERE block IN (SELECT id FROM push_blocks WHERE data IS NULL)`),
		tx.Do("giving up fetches", `DELETE FROM push_fetches`))
}
