package storefront

import (
	"database/sql"

	"restante/node/vault"
)

func putCode(tx *vault.Tx, name, text string) error {
	if text == "" {
		return tx.Do("forgetting a code", `DELETE FROM code WHERE name = ?`, name)
	}
	return tx.Do("keeping a code", `INSERT OR REPLACE INTO code (name, text) VALUES (?, ?)`, name, text)
}

func readCodes(tx *vault.Tx) (map[string]string, error) {
	codes := make(map[string]string)
	rows, err := tx.Query(`SELECT name, text FROM code`)
	_, err = vault.Collect("reading codes", rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var name, text string
		err = r.Scan(&name, &text)
		codes[name] = text
		return none, err
	})
	return codes, err
}

// countUses says how often a discount was used by other holders, by anybody and by one
// buyer.
func countUses(tx *vault.Tx, name, holder, buyer string) (all, theirs uint32, err error) {
	_, err = tx.One("counting uses of a discount", `SELECT count(*), coalesce(sum(buyer = ?), 0) FROM used WHERE name = ? AND holder <> ?`,
		[]any{buyer, name, holder}, &all, &theirs)
	return all, theirs, err
}

func putUse(tx *vault.Tx, name, holder, buyer string) error {
	return tx.Do("noting the use of a discount", `INSERT OR IGNORE INTO used (name, holder, buyer) VALUES (?, ?, ?)`, name, holder, buyer)
}

func deleteUses(tx *vault.Tx, holder string) error {
	return tx.Do("giving a discount back", `DELETE FROM used WHERE holder = ?`, holder)
}
