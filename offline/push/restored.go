package push

import (
	"errors"

	"restante/node/vault"
)

// Restored gives up the large deposits and the sites of a push node that came out of a
// backup: they lie beside the database, which alone is in it. It gives up the tokens
// too that are left: they may have been handed out since.
func Restored(tx *vault.Tx) error {
	return errors.Join(
		tx.Do("giving up large deposits", `DELETE FROM push_deposits WHERE block IN (SELECT id FROM push_blocks WHERE data IS NULL)`),
		tx.Do("giving up sites", `DELETE FROM push_sites`),
		tx.Do("giving up fetches", `DELETE FROM push_fetches`),
		tx.Do("giving up fetches", `DELETE FROM push_site_fetches`),
		tx.Do("giving up tokens", `DELETE FROM push_tokens WHERE asker IS NULL`))
}
