package push

import (
	"database/sql"
	"embed"
	"fmt"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/ipfs"
	"restante/node/vault"
	"restante/offline/deposit"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema holds a push node's tables.
var Schema = vault.Schema{Name: "push", FS: schema}

// holding is a deposit's row.
type holding struct {
	place
	root root
	size int
}

func heldAs(tx *vault.Tx, k deposit.Key) (h holding, err error) {
	var digest []byte
	var stored, expires int64
	_, err = tx.One("reading a deposit", `
		SELECT seq, stored, expires, d.size, digest, codec FROM push_deposits d
		JOIN push_blocks b ON b.id = d.block WHERE key = ?`,
		[]any{k[:]}, &h.seq, &stored, &expires, &h.size, &digest, &h.root.codec)
	h.stored, h.expires = fromNanos(stored), fromNanos(expires)
	copy(h.root.digest[:], digest)
	return h, err
}

func fromNanos(n int64) time.Time { return time.Unix(0, n).UTC() }

// standingOf asks everything that decides about an offer in one statement: this
// is the busiest one of a push node.
func standingOf(tx *vault.Tx, o *offer) (s standing, err error) {
	var favours, owner []byte
	_, err = tx.One("judging a deposit", `
		SELECT o.owner,
			EXISTS (SELECT 1 FROM push_deposits WHERE key = ?1),
			EXISTS (SELECT 1 FROM push_tombstones WHERE key = ?1),
			EXISTS (SELECT 1 FROM push_users WHERE peer = ?3),
			ifnull(u.quota, 0), f.peers, ifnull(b.id, 0), ifnull(b.size, 0),
			ifnull(m.deposits, 0), ifnull(m.bytes, 0), ifnull(m.open_deposits, 0), ifnull(m.open_bytes, 0),
			ifnull(d.deposits, 0), ifnull(d.bytes, 0), ifnull(d.tombstones, 0),
			ifnull(n.deposits, 0), ifnull(n.bytes, 0),
			ifnull(a.deposits, 0), ifnull(a.bytes, 0), ifnull(a.tombstones, 0)
		FROM (SELECT ifnull((SELECT owner FROM push_mailboxes WHERE mailbox = ?2), ?2) AS owner) o
		LEFT JOIN push_users u ON u.mailbox = o.owner
		LEFT JOIN push_favours f ON f.mailbox = o.owner
		LEFT JOIN push_blocks b ON b.digest = ?4 AND b.codec = ?5
		LEFT JOIN push_usage m ON m.owner = o.owner
		LEFT JOIN push_usage d ON d.owner = ?3
		LEFT JOIN push_usage n ON n.owner = ?6
		LEFT JOIN push_usage a ON a.owner = x''`,
		[]any{o.key[:], o.mailbox[:], []byte(o.depositor), o.root.digest[:], o.root.codec, []byte(o.network)},
		&owner, &s.held, &s.gone, &s.user, &s.quota, &favours, &s.block, &s.blockSize,
		&s.owner.deposits, &s.owner.bytes, &s.open.deposits, &s.open.bytes,
		&s.depositor.deposits, &s.depositor.bytes, &s.depositor.tombstones,
		&s.network.deposits, &s.network.bytes, &s.node.deposits, &s.node.bytes, &s.node.tombstones)
	copy(o.owner[:], owner)
	s.favoured = deposit.Favours(favours).Has(o.owner, o.depositor)
	return s, err
}

// addBlock keeps a block; without data it is a large one, which lies elsewhere.
func addBlock(tx *vault.Tx, o *offer) (id int64, err error) {
	var data any
	if o.block != nil {
		data = o.block
	}
	r, err := tx.Exec(`INSERT INTO push_blocks (digest, codec, size, data) VALUES (?, ?, ?, ?)`,
		o.root.digest[:], o.root.codec, o.size, data)
	if err != nil {
		return 0, fmt.Errorf("storing a block: %w", err)
	}
	return r.LastInsertId()
}

func addDeposit(tx *vault.Tx, o *offer, block int64, favoured bool) (seq uint64, err error) {
	r, err := tx.Exec(`
		INSERT INTO push_deposits (key, mailbox, owner, depositor, network, block, size, work, favoured, cancel, stored, expires, last)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		o.key[:], o.mailbox[:], o.owner[:], []byte(o.depositor), []byte(o.network), block, o.size, o.work, favoured, o.cancel[:],
		o.placed.stored.UnixNano(), o.placed.expires.UnixNano(), o.last.UnixNano())
	if err != nil {
		return 0, fmt.Errorf("storing a deposit: %w", err)
	}
	n, err := r.LastInsertId()
	return uint64(n), err
}

// stillHeld reports whether a deposit of this depositor lies here.
func stillHeld(tx *vault.Tx, k deposit.Key, depositor peer.ID, now time.Time) (bool, error) {
	var n int
	return tx.One("looking for a deposit",
		`SELECT 1 FROM push_deposits WHERE key = ? AND depositor = ? AND expires > ?`,
		[]any{k[:], []byte(depositor), now.UnixNano()}, &n)
}

// removable is what deleting a deposit needs to know of it.
type removable struct {
	owner     deposit.Mailbox
	depositor []byte
	cancel    [32]byte
	last      int64
}

func removableAs(tx *vault.Tx, k deposit.Key) (r removable, found bool, err error) {
	var owner, cancel []byte
	found, err = tx.One("reading a deposit",
		`SELECT owner, depositor, cancel, last FROM push_deposits WHERE key = ?`,
		[]any{k[:]}, &owner, &r.depositor, &cancel, &r.last)
	if err != nil || !found {
		return r, false, err
	}
	copy(r.owner[:], owner)
	copy(r.cancel[:], cancel)
	return r, true, nil
}

// remove deletes a deposit and leaves a tombstone as long as its record lives.
func (r removable) remove(tx *vault.Tx, k deposit.Key) error {
	err := tx.Do("leaving a tombstone",
		`INSERT INTO push_tombstones (key, depositor, expires) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		k[:], r.depositor, r.last)
	if err != nil {
		return err
	}
	return tx.Do("removing a deposit", `DELETE FROM push_deposits WHERE key = ?`, k[:])
}

// entriesAfter lists what lies in the mailboxes of an owner, from a place on.
func entriesAfter(tx *vault.Tx, owner deposit.Mailbox, after uint64, n int, now time.Time) ([]Entry, error) {
	rows, err := tx.Query(`
		SELECT seq, key, mailbox, digest, codec, d.size, expires FROM push_deposits d
		JOIN push_blocks b ON b.id = d.block
		WHERE owner = ? AND seq > ? AND expires > ? ORDER BY seq LIMIT ?`,
		owner[:], after, now.UnixNano(), n)
	return vault.Collect("listing mailboxes", rows, err, scanEntry)
}

func scanEntry(rows *sql.Rows) (e Entry, err error) {
	var key, mailbox, digest []byte
	var codec byte
	var expires int64
	if err := rows.Scan(&e.Seq, &key, &mailbox, &digest, &codec, &e.Size, &expires); err != nil {
		return e, err
	}
	copy(e.Key[:], key)
	copy(e.Mailbox[:], mailbox)
	e.CID = deposit.Root(codec, [32]byte(digest))
	e.Expires = fromNanos(expires)
	return e, nil
}

// blockOwned returns a block that lies in the mailboxes of an owner, or nil: also for
// a large one, which is not served from here.
func blockOwned(tx *vault.Tx, owner deposit.Mailbox, c cid.Cid, now time.Time) (data []byte, err error) {
	digest, err := ipfs.RawDigest(c)
	if err != nil {
		return nil, nil
	}
	_, err = tx.One("reading a block", `
		SELECT data FROM push_blocks b WHERE digest = ? AND codec = ? AND EXISTS (
			SELECT 1 FROM push_deposits WHERE block = b.id AND owner = ? AND expires > ?)`,
		[]any{digest[:], deposit.CodecRaw, owner[:], now.UnixNano()}, &data)
	return data, err
}

func blockOf(tx *vault.Tx, digest [32]byte) (data []byte, err error) {
	_, err = tx.One("reading a block", `SELECT data FROM push_blocks WHERE digest = ? AND codec = ?`,
		[]any{digest[:], deposit.CodecRaw}, &data)
	return data, err
}

// sizeOf returns 0 if the block is not here. SQLite knows the length of a blob
// without reading it.
func sizeOf(tx *vault.Tx, digest [32]byte) (size int, err error) {
	_, err = tx.One("looking for a block", `SELECT length(data) FROM push_blocks WHERE digest = ? AND codec = ? AND data IS NOT NULL`,
		[]any{digest[:], deposit.CodecRaw}, &size)
	return size, err
}
