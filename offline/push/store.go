package push

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema holds a push node's tables.
var Schema = vault.Schema{Name: "push", FS: schema}

// exec is for statements whose result says nothing.
func exec(tx *vault.Tx, doing, query string, args ...any) error {
	if _, err := tx.Exec(query, args...); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// one scans a single row and reports whether there was one.
func one(tx *vault.Tx, doing, query string, args []any, into ...any) (bool, error) {
	err := tx.QueryRow(query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w", doing, err)
	}
	return true, nil
}

// holding is a deposit's row.
type holding struct {
	place
	digest [32]byte
	size   int
}

func heldAs(tx *vault.Tx, k deposit.Key) (h holding, err error) {
	var digest []byte
	var stored, expires int64
	_, err = one(tx, "reading a deposit", `
		SELECT seq, stored, expires, d.size, digest FROM push_deposits d
		JOIN push_blocks b ON b.id = d.block WHERE key = ?`,
		[]any{k[:]}, &h.seq, &stored, &expires, &h.size, &digest)
	h.stored, h.expires = fromNanos(stored), fromNanos(expires)
	copy(h.digest[:], digest)
	return h, err
}

func fromNanos(n int64) time.Time { return time.Unix(0, n).UTC() }

// standingOf asks everything that decides about an offer in one statement: this
// is the busiest one of a push node.
func standingOf(tx *vault.Tx, o *offer) (s standing, err error) {
	_, err = one(tx, "judging a deposit", `
		SELECT
			EXISTS (SELECT 1 FROM push_deposits WHERE key = ?1),
			EXISTS (SELECT 1 FROM push_tombstones WHERE key = ?1),
			EXISTS (SELECT 1 FROM push_users WHERE mailbox = ?2)
				OR EXISTS (SELECT 1 FROM push_users WHERE peer = ?3),
			ifnull((SELECT quota FROM push_users WHERE mailbox = ?2), 0),
			ifnull((SELECT deposits FROM push_usage WHERE owner = ?2), 0),
			ifnull((SELECT bytes FROM push_usage WHERE owner = ?2), 0),
			ifnull((SELECT deposits FROM push_usage WHERE owner = ?3), 0),
			ifnull((SELECT tombstones FROM push_usage WHERE owner = ?3), 0),
			ifnull((SELECT bytes FROM push_usage WHERE owner = x''), 0),
			ifnull((SELECT tombstones FROM push_usage WHERE owner = x''), 0),
			ifnull((SELECT id FROM push_blocks WHERE digest = ?4), 0)`,
		[]any{o.key[:], o.mailbox[:], []byte(o.depositor), o.digest[:]},
		&s.held, &s.gone, &s.served, &s.quota, &s.mailbox.deposits, &s.mailbox.bytes,
		&s.depositor.deposits, &s.depositor.tombstones, &s.node.bytes, &s.node.tombstones, &s.block)
	return s, err
}

func addBlock(tx *vault.Tx, digest [32]byte, data []byte) (id int64, err error) {
	r, err := tx.Exec(`INSERT INTO push_blocks (digest, data) VALUES (?, ?)`, digest[:], data)
	if err != nil {
		return 0, fmt.Errorf("storing a block: %w", err)
	}
	return r.LastInsertId()
}

func addDeposit(tx *vault.Tx, o *offer, block int64) (seq uint64, err error) {
	r, err := tx.Exec(`
		INSERT INTO push_deposits (key, mailbox, depositor, block, size, cancel, stored, expires, last)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.key[:], o.mailbox[:], []byte(o.depositor), block, o.size, o.cancel[:],
		o.placed.stored.UnixNano(), o.placed.expires.UnixNano(), o.last.UnixNano())
	if err != nil {
		return 0, fmt.Errorf("storing a deposit: %w", err)
	}
	n, err := r.LastInsertId()
	return uint64(n), err
}

// removable is what deleting a deposit needs to know of it.
type removable struct {
	mailbox   deposit.Mailbox
	depositor []byte
	cancel    [32]byte
	last      int64
}

func removableAs(tx *vault.Tx, k deposit.Key) (r removable, found bool, err error) {
	var mailbox, cancel []byte
	found, err = one(tx, "reading a deposit",
		`SELECT mailbox, depositor, cancel, last FROM push_deposits WHERE key = ?`,
		[]any{k[:]}, &mailbox, &r.depositor, &cancel, &r.last)
	if err != nil || !found {
		return r, false, err
	}
	copy(r.mailbox[:], mailbox)
	copy(r.cancel[:], cancel)
	return r, true, nil
}

// remove deletes a deposit and leaves a tombstone as long as its record lives.
func (r removable) remove(tx *vault.Tx, k deposit.Key) error {
	err := exec(tx, "leaving a tombstone",
		`INSERT INTO push_tombstones (key, depositor, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		k[:], r.depositor, r.last)
	if err != nil {
		return err
	}
	return exec(tx, "removing a deposit", `DELETE FROM push_deposits WHERE key = ?`, k[:])
}

// entriesAfter lists a mailbox from a place on.
func entriesAfter(tx *vault.Tx, m deposit.Mailbox, after uint64, n int, now time.Time) ([]Entry, error) {
	rows, err := tx.Query(`
		SELECT seq, key, digest, d.size, expires FROM push_deposits d
		JOIN push_blocks b ON b.id = d.block
		WHERE mailbox = ? AND seq > ? AND expires > ? ORDER BY seq LIMIT ?`,
		m[:], after, now.UnixNano(), n)
	if err != nil {
		return nil, fmt.Errorf("listing a mailbox: %w", err)
	}
	defer rows.Close()
	var es []Entry
	for rows.Next() {
		e, err := scanEntry(rows)
		if err != nil {
			return nil, err
		}
		es = append(es, e)
	}
	return es, rows.Err()
}

// cidFrom names a block of the table, whose digest has its length.
func cidFrom(digest []byte) cid.Cid { return deposit.CID([32]byte(digest)) }

func scanEntry(rows *sql.Rows) (e Entry, err error) {
	var key, digest []byte
	var expires int64
	if err := rows.Scan(&e.Seq, &key, &digest, &e.Size, &expires); err != nil {
		return e, fmt.Errorf("listing a mailbox: %w", err)
	}
	copy(e.Key[:], key)
	e.CID = cidFrom(digest)
	e.Expires = fromNanos(expires)
	return e, nil
}

// blockIn returns a block that lies in the mailbox, or nil.
func blockIn(tx *vault.Tx, m deposit.Mailbox, digest [32]byte, now time.Time) (data []byte, err error) {
	_, err = one(tx, "reading a block", `
		SELECT data FROM push_blocks b WHERE digest = ? AND EXISTS (
			SELECT 1 FROM push_deposits WHERE block = b.id AND mailbox = ? AND expires > ?)`,
		[]any{digest[:], m[:], now.UnixNano()}, &data)
	return data, err
}

func blockOf(tx *vault.Tx, digest [32]byte) (data []byte, err error) {
	_, err = one(tx, "reading a block", `SELECT data FROM push_blocks WHERE digest = ?`, []any{digest[:]}, &data)
	return data, err
}

// sizeOf returns 0 if the block is not here. SQLite knows the length of a blob
// without reading it.
func sizeOf(tx *vault.Tx, digest [32]byte) (size int, err error) {
	_, err = one(tx, "looking for a block", `SELECT length(data) FROM push_blocks WHERE digest = ?`, []any{digest[:]}, &size)
	return size, err
}

// day is how exactly the node remembers when it saw a user.
const day = 24 * time.Hour

func addUser(tx *vault.Tx, m deposit.Mailbox, p peer.ID, quota int64, now time.Time) error {
	return exec(tx, "registering a mailbox", `
		INSERT INTO push_users (mailbox, peer, since, seen, quota) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (mailbox) DO UPDATE SET peer = excluded.peer, seen = excluded.seen`,
		m[:], []byte(p), now.UnixNano(), now.Truncate(day).UnixNano(), quota)
}

func removeUser(tx *vault.Tx, m deposit.Mailbox) error {
	return exec(tx, "removing a registration", `DELETE FROM push_users WHERE mailbox = ?`, m[:])
}

// sawUser reports whether the mailbox is registered.
func sawUser(tx *vault.Tx, m deposit.Mailbox, now time.Time) (bool, error) {
	r, err := tx.Exec(`UPDATE push_users SET seen = ? WHERE mailbox = ?`, now.Truncate(day).UnixNano(), m[:])
	if err != nil {
		return false, fmt.Errorf("noting a user: %w", err)
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

func isUser(tx *vault.Tx, m deposit.Mailbox) (bool, error) {
	var n int
	return one(tx, "looking for a user", `SELECT 1 FROM push_users WHERE mailbox = ?`, []any{m[:]}, &n)
}

// countUsers counts all registrations, and those by one peer.
func countUsers(tx *vault.Tx, p peer.ID) (all, byPeer int, err error) {
	_, err = one(tx, "counting users", `
		SELECT (SELECT count(*) FROM push_users), (SELECT count(*) FROM push_users WHERE peer = ?)`,
		[]any{[]byte(p)}, &all, &byPeer)
	return all, byPeer, err
}

// termsFor is a mailbox's part of the terms.
func termsFor(tx *vault.Tx, m deposit.Mailbox) (quota, held int64, deposits int, err error) {
	_, err = one(tx, "reading a user's terms", `
		SELECT quota, ifnull(bytes, 0), ifnull(deposits, 0) FROM push_users
		LEFT JOIN push_usage ON owner = mailbox WHERE mailbox = ?`, []any{m[:]}, &quota, &held, &deposits)
	return quota, held, deposits, err
}

// putCard keeps the highest version.
func putCard(tx *vault.Tx, m deposit.Mailbox, version uint64, card []byte) error {
	return exec(tx, "storing a card", `
		INSERT INTO push_cards (mailbox, version, card) VALUES (?, ?, ?)
		ON CONFLICT (mailbox) DO UPDATE SET version = excluded.version, card = excluded.card
		WHERE excluded.version > version`, m[:], int64(version), card)
}

func cardOf(tx *vault.Tx, m deposit.Mailbox) (card []byte, err error) {
	_, err = one(tx, "reading a card", `SELECT card FROM push_cards WHERE mailbox = ?`, []any{m[:]}, &card)
	return card, err
}

// sweepBatch is how many rows of a kind one transaction of the sweep removes:
// deposits must not wait long behind it.
const sweepBatch = 256

// sweepOnce removes what is due and reports whether there may be more.
func sweepOnce(tx *vault.Tx, now, idle time.Time) (more bool, err error) {
	for _, s := range []struct {
		query string
		due   time.Time
	}{
		{`DELETE FROM push_deposits WHERE seq IN (SELECT seq FROM push_deposits WHERE expires <= ? LIMIT ?)`, now},
		{`DELETE FROM push_tombstones WHERE key IN (SELECT key FROM push_tombstones WHERE expires <= ? LIMIT ?)`, now},
		{`DELETE FROM push_users WHERE mailbox IN (SELECT mailbox FROM push_users WHERE seen < ? LIMIT ?)`, idle},
	} {
		r, err := tx.Exec(s.query, s.due.UnixNano(), sweepBatch)
		if err != nil {
			return false, fmt.Errorf("sweeping: %w", err)
		}
		n, err := r.RowsAffected()
		if err != nil {
			return false, fmt.Errorf("sweeping: %w", err)
		}
		more = more || n == sweepBatch
	}
	return more, nil
}

// anyExpired asks whether sweepOnce would find anything.
func anyExpired(tx *vault.Tx, now, idle time.Time) (due bool, err error) {
	_, err = one(tx, "sweeping", `
		SELECT EXISTS (SELECT 1 FROM push_deposits WHERE expires <= ?1)
			OR EXISTS (SELECT 1 FROM push_tombstones WHERE expires <= ?1)
			OR EXISTS (SELECT 1 FROM push_users WHERE seen < ?2)`, []any{now.UnixNano(), idle.UnixNano()}, &due)
	return due, err
}

// tidy removes counts that have come down to zero.
func tidy(tx *vault.Tx) error {
	return exec(tx, "sweeping", `DELETE FROM push_usage WHERE deposits = 0 AND tombstones = 0 AND bytes = 0`)
}

func totals(tx *vault.Tx) (u Usage, err error) {
	_, err = one(tx, "counting", `
		SELECT (SELECT count(*) FROM push_users), ifnull(max(deposits), 0), ifnull(max(tombstones), 0), ifnull(max(bytes), 0)
		FROM push_usage WHERE owner = x''`, nil, &u.Users, &u.Deposits, &u.Tombstones, &u.Bytes)
	return u, err
}

// checks count what must not be.
var checks = []struct {
	fault string
	timed bool // the query takes the time before which nothing may have expired
	query string
}{
	{"blocks without a deposit", false, `
		SELECT count(*) FROM push_blocks b
		WHERE NOT EXISTS (SELECT 1 FROM push_deposits WHERE block = b.id)`},
	{"deposits without a block of their size", false, `
		SELECT count(*) FROM push_deposits d
		WHERE NOT EXISTS (SELECT 1 FROM push_blocks WHERE id = d.block AND length(data) = d.size)`},
	{"deposits held past their expiry", true, `
		SELECT count(*) FROM push_deposits WHERE expires < ?`},
	{"deposits that have a tombstone", false, `
		SELECT count(*) FROM push_deposits JOIN push_tombstones USING (key)`},
	{"cards of nobody registered", false, `
		SELECT count(*) FROM push_cards WHERE mailbox NOT IN (SELECT mailbox FROM push_users)`},
	{"counts that are wrong", false, `
		SELECT count(*) FROM (
			SELECT owner, sum(deposits), sum(bytes), sum(tombstones) FROM (
				SELECT owner, deposits, bytes, tombstones FROM push_usage
				UNION ALL SELECT mailbox, -1, -size, 0 FROM push_deposits
				UNION ALL SELECT depositor, -1, -size, 0 FROM push_deposits
				UNION ALL SELECT x'', -1, -size, 0 FROM push_deposits
				UNION ALL SELECT depositor, 0, 0, -1 FROM push_tombstones
				UNION ALL SELECT x'', 0, 0, -1 FROM push_tombstones)
			GROUP BY owner
			HAVING sum(deposits) <> 0 OR sum(bytes) <> 0 OR sum(tombstones) <> 0)`},
}
