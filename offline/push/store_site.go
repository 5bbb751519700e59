package push

import (
	"errors"
	"fmt"

	"restante/node/vault"
	"restante/offline/deposit"
)

// siteOf is the site that the node has of a user.
func siteOf(tx *vault.Tx, m deposit.Mailbox) (st site, found bool, err error) {
	var digest []byte
	var sequence int64
	found, err = tx.One("reading a site", `SELECT sequence, record, digest, codec, size FROM push_sites WHERE mailbox = ?`,
		[]any{m[:]}, &sequence, &st.record, &digest, &st.root.codec, &st.size)
	st.mailbox, st.sequence = m, uint64(sequence)
	copy(st.root.digest[:], digest)
	return st, found, err
}

// putSite replaces the site of a user: the triggers then see one go and one come.
func putSite(tx *vault.Tx, st site) error {
	return errors.Join(
		tx.Do("replacing a site", `DELETE FROM push_sites WHERE mailbox = ?`, st.mailbox[:]),
		tx.Do("publishing a site", `
			INSERT INTO push_sites (mailbox, sequence, record, digest, codec, size, network) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			st.mailbox[:], int64(st.sequence), st.record, st.root.digest[:], st.root.codec, st.size, []byte(st.network)))
}

// countSites counts the bytes of those from one network, and of all, with those on
// their way.
func countSites(tx *vault.Tx, network string) (from, all int64, err error) {
	_, err = tx.One("counting sites", `
		SELECT ifnull(max(sites) FILTER (WHERE owner = ?1), 0), ifnull(max(sites) FILTER (WHERE owner = x''), 0)
		FROM push_usage WHERE owner IN (?1, x'')`, []any{[]byte(network)}, &from, &all)
	return from, all, err
}

// addSiteFetch counts a site before it is here.
func addSiteFetch(tx *vault.Tx, st site) (id int64, err error) {
	r, err := tx.Exec(`INSERT INTO push_site_fetches (digest, codec, size, network) VALUES (?, ?, ?, ?)`,
		st.root.digest[:], st.root.codec, st.size, []byte(st.network))
	if err != nil {
		return 0, fmt.Errorf("noting a fetch: %w", err)
	}
	return r.LastInsertId()
}

func removeSiteFetch(tx *vault.Tx, id int64) error {
	return tx.Do("ending a fetch", `DELETE FROM push_site_fetches WHERE id = ?`, id)
}
