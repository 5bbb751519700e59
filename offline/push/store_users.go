package push

import (
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

// day is how exactly the node remembers when it saw a user.
const day = 24 * time.Hour

func addUser(tx *vault.Tx, m deposit.Mailbox, p peer.ID, network string, quota int64, now time.Time) error {
	return tx.Do("registering a mailbox", `
		INSERT INTO push_users (mailbox, peer, network, since, seen, quota) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (mailbox) DO UPDATE SET peer = excluded.peer, network = excluded.network, seen = excluded.seen`,
		m[:], []byte(p), []byte(network), now.UnixNano(), now.Truncate(day).UnixNano(), quota)
}

// removeUser reports whether there was one.
func removeUser(tx *vault.Tx, m deposit.Mailbox) (bool, error) {
	return changed(tx, "removing a registration", `DELETE FROM push_users WHERE mailbox = ?`, m[:])
}

// changed reports whether a statement did anything.
func changed(tx *vault.Tx, doing, query string, args ...any) (bool, error) {
	r, err := tx.Exec(query, args...)
	if err != nil {
		return false, fmt.Errorf("%s: %w", doing, err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// sawUser reports whether the mailbox is registered.
func sawUser(tx *vault.Tx, m deposit.Mailbox, now time.Time) (bool, error) {
	return changed(tx, "noting a user", `UPDATE push_users SET seen = ? WHERE mailbox = ?`, now.Truncate(day).UnixNano(), m[:])
}

// peerOf is the peer that registered the mailbox, if it is registered.
func peerOf(tx *vault.Tx, m deposit.Mailbox) (p peer.ID, registered bool, err error) {
	var b []byte
	registered, err = tx.One("looking for a user", `SELECT peer FROM push_users WHERE mailbox = ?`, []any{m[:]}, &b)
	return peer.ID(b), registered, err
}

// hasUsers reports whether the peer registered any mailbox.
func hasUsers(tx *vault.Tx, p peer.ID) (bool, error) {
	var n int
	return tx.One("looking for a user", `SELECT 1 FROM push_users WHERE peer = ?`, []any{[]byte(p)}, &n)
}

// countUsers counts all registrations, those by one peer, and those from one
// network.
func countUsers(tx *vault.Tx, p peer.ID, network string) (all, byPeer, byNetwork int, err error) {
	_, err = tx.One("counting users", `
		SELECT (SELECT count(*) FROM push_users), (SELECT count(*) FROM push_users WHERE peer = ?),
			(SELECT count(*) FROM push_users WHERE network = ?)`,
		[]any{[]byte(p), []byte(network)}, &all, &byPeer, &byNetwork)
	return all, byPeer, byNetwork, err
}

// usersAfter lists users by mailbox, with their cards and sites.
func usersAfter(tx *vault.Tx, after deposit.Mailbox, n int) (us []User, err error) {
	rows, err := tx.Query(`
		SELECT u.mailbox, peer, card, record FROM push_users u
		LEFT JOIN push_cards c ON c.mailbox = u.mailbox LEFT JOIN push_sites s ON s.mailbox = u.mailbox
		WHERE u.mailbox > ? ORDER BY u.mailbox LIMIT ?`, after[:], n)
	if err != nil {
		return nil, fmt.Errorf("listing users: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var u User
		var mailbox, id []byte
		if err := rows.Scan(&mailbox, &id, &u.Card, &u.Site); err != nil {
			return nil, fmt.Errorf("listing users: %w", err)
		}
		copy(u.Mailbox[:], mailbox)
		u.Peer = peer.ID(id)
		us = append(us, u)
	}
	return us, rows.Err()
}

// termsFor is a mailbox's part of the terms.
func termsFor(tx *vault.Tx, m deposit.Mailbox) (quota, held int64, deposits int, err error) {
	_, err = tx.One("reading a user's terms", `
		SELECT quota, ifnull(bytes, 0), ifnull(deposits, 0) FROM push_users
		LEFT JOIN push_usage ON owner = mailbox WHERE mailbox = ?`, []any{m[:]}, &quota, &held, &deposits)
	return quota, held, deposits, err
}

// putCard keeps the highest version, and reports whether that is this one.
func putCard(tx *vault.Tx, m deposit.Mailbox, version uint64, card []byte) (bool, error) {
	return changed(tx, "storing a card", `
		INSERT INTO push_cards (mailbox, version, card) VALUES (?, ?, ?)
		ON CONFLICT (mailbox) DO UPDATE SET version = excluded.version, card = excluded.card
		WHERE excluded.version > version`, m[:], int64(version), card)
}

func cardOf(tx *vault.Tx, m deposit.Mailbox) (card []byte, err error) {
	_, err = tx.One("reading a card", `SELECT card FROM push_cards WHERE mailbox = ?`, []any{m[:]}, &card)
	return card, err
}

func favoursOf(tx *vault.Tx, m deposit.Mailbox) (f deposit.Favours, err error) {
	_, err = tx.One("reading favours", `SELECT peers FROM push_favours WHERE mailbox = ?`, []any{m[:]}, (*[]byte)(&f))
	return f, err
}

// putFavours replaces an owner's favours, and marks what lies there already.
func putFavours(tx *vault.Tx, m deposit.Mailbox, f deposit.Favours) error {
	err := tx.Do("storing favours", `
		INSERT INTO push_favours (mailbox, peers) VALUES (?, ?)
		ON CONFLICT (mailbox) DO UPDATE SET peers = excluded.peers`, m[:], append([]byte{}, f...))
	if err != nil {
		return err
	}
	return mark(tx, m, f)
}

// mark notes which of an owner's deposits are favoured.
func mark(tx *vault.Tx, owner deposit.Mailbox, f deposit.Favours) error {
	wrong, err := wrongMarks(tx, owner, f)
	for _, seq := range wrong {
		if err := tx.Do("marking a deposit", `UPDATE push_deposits SET favoured = 1 - favoured WHERE seq = ?`, seq); err != nil {
			return err
		}
	}
	return err
}

// wrongMarks are the deposits of the owner that are marked otherwise.
func wrongMarks(tx *vault.Tx, owner deposit.Mailbox, f deposit.Favours) (wrong []int64, err error) {
	rows, err := tx.Query(`SELECT seq, depositor, favoured FROM push_deposits WHERE owner = ?`, owner[:])
	if err != nil {
		return nil, fmt.Errorf("reading marks: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var depositor []byte
		var favoured bool
		if err := rows.Scan(&seq, &depositor, &favoured); err != nil {
			return nil, fmt.Errorf("reading marks: %w", err)
		}
		if f.Has(owner, peer.ID(depositor)) != favoured {
			wrong = append(wrong, seq)
		}
	}
	return wrong, rows.Err()
}
