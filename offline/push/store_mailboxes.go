package push

import (
	"database/sql"

	"restante/node/vault"
	"restante/offline/deposit"
)

// addMailbox enrols a mailbox with an owner; ok is false if it belongs to another
// user, or is one.
func addMailbox(tx *vault.Tx, m, owner deposit.Mailbox, network string) (ok bool, err error) {
	added, err := changed(tx, "enrolling a mailbox", `
		INSERT INTO push_mailboxes (mailbox, owner, network)
		SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM push_users WHERE mailbox = ?1)
		ON CONFLICT (mailbox) DO NOTHING`, m[:], owner[:], []byte(network))
	if err != nil || added {
		return added, err
	}
	with, err := ownerOf(tx, m)
	return with == owner && owner != m, err
}

// dropMailbox passes over what is not enrolled with this owner.
func dropMailbox(tx *vault.Tx, m, owner deposit.Mailbox) error {
	return tx.Do("dropping a mailbox", `DELETE FROM push_mailboxes WHERE mailbox = ? AND owner = ?`, m[:], owner[:])
}

// ownerOf is with whom a mailbox is enrolled: with nobody, itself.
func ownerOf(tx *vault.Tx, m deposit.Mailbox) (owner deposit.Mailbox, err error) {
	var b []byte
	found, err := tx.One("looking for a mailbox", `SELECT owner FROM push_mailboxes WHERE mailbox = ?`, []any{m[:]}, &b)
	if !found {
		return m, err
	}
	copy(owner[:], b)
	return owner, err
}

// countMailboxes counts those of a user, those of a network, and all.
func countMailboxes(tx *vault.Tx, owner deposit.Mailbox, network string) (of, from, all int, err error) {
	_, err = tx.One("counting mailboxes", `
		SELECT ifnull(max(mailboxes) FILTER (WHERE owner = ?1), 0), ifnull(max(mailboxes) FILTER (WHERE owner = ?2), 0),
			ifnull(max(mailboxes) FILTER (WHERE owner = x''), 0)
		FROM push_usage WHERE owner IN (?1, ?2, x'')`, []any{owner[:], []byte(network)}, &of, &from, &all)
	return of, from, all, err
}

// mailboxesAfter lists those of a user behind one, in their order.
func mailboxesAfter(tx *vault.Tx, owner deposit.Mailbox, after []byte, n int) ([]deposit.Mailbox, error) {
	rows, err := tx.Query(`SELECT mailbox FROM push_mailboxes WHERE owner = ? AND mailbox > ? ORDER BY mailbox LIMIT ?`,
		owner[:], after, n)
	return vault.Collect("listing mailboxes", rows, err, func(r *sql.Rows) (m deposit.Mailbox, err error) {
		var b []byte
		err = r.Scan(&b)
		copy(m[:], b)
		return m, err
	})
}

// fingerprintOf is that of all mailboxes of a user.
func fingerprintOf(tx *vault.Tx, owner deposit.Mailbox) (deposit.Fingerprint, error) {
	ms, err := mailboxesAfter(tx, owner, []byte{}, -1)
	return deposit.FingerprintOf(ms), err
}

// holdsAny reports whether deposits lie in any of the mailboxes.
func holdsAny(tx *vault.Tx, ms []deposit.Mailbox) (found bool, err error) {
	for _, m := range ms {
		var n int
		found, err = tx.One("looking into a mailbox", `SELECT 1 FROM push_deposits WHERE mailbox = ? LIMIT 1`, []any{m[:]}, &n)
		if found || err != nil {
			break
		}
	}
	return found, err
}
