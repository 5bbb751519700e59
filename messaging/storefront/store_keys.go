package storefront

import (
	"restante/node/vault"
)

// putKey says how many keys are new: one, or none.
func putKey(tx *vault.Tx, slug, text string) (int, error) {
	r, err := tx.Exec(`INSERT OR IGNORE INTO licence (slug, text) VALUES (?, ?)`, slug, text)
	if err != nil {
		return 0, vault.While("keeping a licence key", err)
	}
	n, err := r.RowsAffected()
	return int(n), err
}

func countKeys(tx *vault.Tx, slug string) (free, taken int, err error) {
	_, err = tx.One("counting licence keys", `SELECT count(*) - count(holder), count(holder) FROM licence WHERE slug = ?`, []any{slug}, &free, &taken)
	return free, taken, err
}

func keysOf(tx *vault.Tx, holder, slug string) ([]string, error) {
	rows, err := tx.Query(`SELECT text FROM licence WHERE holder = ? AND slug = ? ORDER BY row`, holder, slug)
	return vault.Collect("reading licence keys", rows, err, vault.Column[string])
}

func freeKeys(tx *vault.Tx, slug string, n int) ([]string, error) {
	rows, err := tx.Query(`SELECT text FROM licence WHERE holder IS NULL AND slug = ? ORDER BY row LIMIT ?`, slug, n)
	return vault.Collect("reading licence keys", rows, err, vault.Column[string])
}

func takeKey(tx *vault.Tx, holder, slug, text string) error {
	return tx.Do("handing out a licence key", `UPDATE licence SET holder = ? WHERE slug = ? AND text = ? AND holder IS NULL`, holder, slug, text)
}

func deleteKey(tx *vault.Tx, slug, text string) (gone bool, err error) {
	r, err := tx.Exec(`DELETE FROM licence WHERE slug = ? AND text = ? AND holder IS NULL`, slug, text)
	if err != nil {
		return false, vault.While("removing a licence key", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}
