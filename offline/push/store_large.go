package push

import (
	"fmt"

	"restante/node/vault"
)

// addFetch counts a large deposit before it is here.
func addFetch(tx *vault.Tx, o *offer, favoured bool) (id int64, err error) {
	r, err := tx.Exec(`
		INSERT INTO push_fetches (digest, codec, owner, depositor, network, size, favoured)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		o.root.digest[:], o.root.codec, o.owner[:], []byte(o.depositor), []byte(o.network), o.size, favoured)
	if err != nil {
		return 0, fmt.Errorf("noting a fetch: %w", err)
	}
	return r.LastInsertId()
}

func removeFetch(tx *vault.Tx, id int64) error {
	return tx.Do("ending a fetch", `DELETE FROM push_fetches WHERE id = ?`, id)
}

// removeFetchesOf is for those whose end could not be written.
func removeFetchesOf(tx *vault.Tx, r root) error {
	err := tx.Do("ending a fetch", `DELETE FROM push_fetches WHERE digest = ? AND codec = ?`, r.digest[:], r.codec)
	if err != nil {
		return err
	}
	return tx.Do("ending a fetch", `DELETE FROM push_site_fetches WHERE digest = ? AND codec = ?`, r.digest[:], r.codec)
}

// leftovers are large ones that nobody wants, or that somebody is fetching.
func leftovers(tx *vault.Tx) (roots []root, err error) {
	rows, err := tx.Query(`
		SELECT digest, codec FROM push_leftovers UNION SELECT digest, codec FROM push_fetches
		UNION SELECT digest, codec FROM push_site_fetches LIMIT ?`, sweepBatch)
	if err != nil {
		return nil, fmt.Errorf("listing leftovers: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var r root
		var digest []byte
		if err := rows.Scan(&digest, &r.codec); err != nil {
			return nil, fmt.Errorf("listing leftovers: %w", err)
		}
		copy(r.digest[:], digest)
		roots = append(roots, r)
	}
	return roots, rows.Err()
}

// isWanted reports whether a deposit or a site wants it.
func isWanted(tx *vault.Tx, r root) (wanted bool, err error) {
	_, err = tx.One("looking for a large deposit", `
		SELECT EXISTS (SELECT 1 FROM push_blocks WHERE digest = ?1 AND codec = ?2)
			OR EXISTS (SELECT 1 FROM push_sites WHERE digest = ?1 AND codec = ?2)`,
		[]any{r.digest[:], r.codec}, &wanted)
	return wanted, err
}

func removeLeftover(tx *vault.Tx, r root) error {
	return tx.Do("removing a leftover", `DELETE FROM push_leftovers WHERE digest = ? AND codec = ?`, r.digest[:], r.codec)
}
