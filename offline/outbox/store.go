package outbox

import (
	"database/sql"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"

	"restante/node/vault"
	"restante/offline/deposit"
)

func hasParcel(tx *vault.Tx, ref string) (found bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM parcel WHERE ref = ?)`, ref).Scan(&found)
	return found, vault.While("looking for a parcel", err)
}

func insertParcel(tx *vault.Tx, p Parcel, d Digest, now, next time.Time) error {
	_, err := tx.Exec(`INSERT INTO parcel
		(ref, class, peer, mailbox, digest, size, sealed, state, accepted, expires, attempts, last_at, next_at)
		VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9, 1, ?8, ?10)`,
		p.Ref, int(p.Class), p.Peer.String(), p.Mailbox[:], d[:], len(p.Sealed), p.Sealed,
		now.UnixNano(), p.Expires.UnixNano(), earlier(next, p.Expires).UnixNano())
	return vault.While("adding a parcel", err)
}

func insertTarget(tx *vault.Tx, ref string, n peer.AddrInfo) error {
	_, err := tx.Exec(`INSERT INTO target (ref, node, addrs) VALUES (?, ?, ?)`,
		ref, n.ID.String(), joinAddrs(n))
	return vault.While("adding a push node to a parcel", err)
}

// extendTargets adds a push node to pending parcels, which are due at once then.
func extendTargets(tx *vault.Tx, to peer.ID, n peer.AddrInfo) (int64, error) {
	res, err := tx.Exec(`INSERT OR IGNORE INTO target (ref, node, addrs)
		SELECT ref, ?1, ?2 FROM parcel WHERE state < 2 AND record IS NOT NULL AND peer <> ?1 AND (?3 = '' OR peer = ?3)`,
		n.ID.String(), joinAddrs(n), to.String())
	if err != nil {
		return 0, vault.While("adding a push node to parcels", err)
	}
	added, err := res.RowsAffected()
	if err != nil || added == 0 {
		return 0, vault.While("adding a push node to parcels", err)
	}
	return added, wakeRows(tx, n.ID, time.Now())
}

func deleteParcel(tx *vault.Tx, ref string) error {
	_, err := tx.Exec(`DELETE FROM parcel WHERE ref = ?`, ref)
	return vault.While("forgetting a parcel", err)
}

// cancelTargets turns the push nodes that may hold a parcel into cancel rows.
func cancelTargets(tx *vault.Tx, ref, after string, now time.Time) (int, error) {
	rows, err := tx.Query(`SELECT t.node, t.addrs, coalesce(t.record, p.record), p.preimage, p.expires
		FROM target t JOIN parcel p ON p.ref = t.ref WHERE t.ref = ? AND p.record IS NOT NULL`, ref)
	cs, err := vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (c cancel, err error) {
		var record []byte
		err = r.Scan(&c.node, &c.addrs, &record, &c.preimage, &c.expires)
		c.key = deposit.KeyOf(record)
		return c, err
	})
	if err != nil {
		return 0, err
	}
	for _, c := range cs {
		due := now.UnixNano()
		if after != "" {
			due = c.expires // or when cancelAfter says so
		}
		_, err := tx.Exec(`INSERT OR REPLACE INTO cancel (record_key, node, addrs, preimage, expires, next_at, after)
			VALUES (?, ?, ?, ?, ?, ?, nullif(?, ''))`,
			c.key[:], c.node, c.addrs, c.preimage, c.expires, due, after)
		if err != nil {
			return 0, vault.While("noting a cancel", err)
		}
	}
	_, err = tx.Exec(`DELETE FROM target WHERE ref = ?`, ref)
	return len(cs), vault.While("forgetting push nodes", err)
}

// digestOf finds the bytes of a parcel; filed reports whether a file holds them.
func digestOf(tx *vault.Tx, ref string) (d Digest, filed bool, err error) {
	var b []byte
	err = tx.QueryRow(`SELECT digest, sealed IS NULL FROM parcel WHERE ref = ? AND state < 2`, ref).Scan(&b, &filed)
	copy(d[:], b)
	return d, filed, vault.While("looking for a file", err)
}

func putTrash(tx *vault.Tx, d Digest) error {
	_, err := tx.Exec(`INSERT OR IGNORE INTO trash (digest) VALUES (?)`, d[:])
	return vault.While("discarding a file", err)
}

// owned lists the bytes of what is under way.
func owned(tx *vault.Tx) (map[Digest]bool, error) {
	rows, err := tx.Query(`SELECT digest FROM parcel WHERE state < 2`)
	ds, err := vault.Collect("reading the outbox", rows, err, scanDigest)
	all := make(map[Digest]bool, len(ds))
	for _, d := range ds {
		all[d] = true
	}
	return all, err
}

func trashed(tx *vault.Tx) ([]Digest, error) {
	rows, err := tx.Query(`SELECT digest FROM trash`)
	return vault.Collect("reading the outbox", rows, err, scanDigest)
}

func scanDigest(r *sql.Rows) (d Digest, err error) {
	var b []byte
	err = r.Scan(&b)
	copy(d[:], b)
	return d, err
}

// emptied forgets trash whose files are removed.
func emptied(tx *vault.Tx, ds []Digest) error {
	for _, d := range ds {
		if _, err := tx.Exec(`DELETE FROM trash WHERE digest = ?`, d[:]); err != nil {
			return vault.While("emptying the trash", err)
		}
	}
	return nil
}

// putFiled drops the bytes that a file holds, and keeps a new record. It reports
// whether the parcel is still under way.
func putFiled(tx *vault.Tx, f filed) (found bool, err error) {
	res, err := tx.Exec(`UPDATE parcel SET sealed = NULL, record = coalesce(record, ?1), preimage = coalesce(preimage, ?2)
		WHERE ref = ?3 AND digest = ?4 AND state < 2`, f.record, f.preimage, f.ref, f.digest[:])
	if err != nil {
		return false, vault.While("filing a parcel", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// cancelAfter makes due the cancels that waited for this parcel.
func (o *Outbox) cancelAfter(tx *vault.Tx, ref string, now time.Time) error {
	woken := int64(0)
	for _, table := range []string{"cancel", "removal", "withdrawal"} {
		res, err := tx.Exec(`UPDATE `+table+` SET after = NULL, next_at = ? WHERE after = ?`, now.UnixNano(), ref)
		if err != nil {
			return vault.While("waking what was replaced", err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return err
		}
		woken += n
	}
	if woken > 0 {
		tx.AfterCommit(o.wake)
	}
	return nil
}

// allDue makes every pending row due: a start wakes them all.
func allDue(tx *vault.Tx) error {
	now := time.Now().UnixNano()
	if _, err := tx.Exec(`UPDATE parcel SET next_at = ? WHERE state < 2`, now); err != nil {
		return vault.While("waking parcels", err)
	}
	if _, err := tx.Exec(`UPDATE cancel SET next_at = ? WHERE after IS NULL`, now); err != nil {
		return vault.While("waking cancels", err)
	}
	return joined(wakePointers(tx, time.Unix(0, now)), func() error { return wakePlaces(tx, now) })
}

// wakePlaces makes due what does not lie at its provider yet, and all that is to be
// removed.
func wakePlaces(tx *vault.Tx, now int64) error {
	err := tx.Do("waking placements", `UPDATE placement SET next_at = ?1 WHERE placed IS NULL AND leaving = 0 AND next_at > ?1`, now)
	return joined(err, func() error {
		return tx.Do("waking removals", `UPDATE removal SET next_at = ?1 WHERE after IS NULL AND next_at > ?1`, now)
	})
}

// wakeRows makes due what waits for this peer: its own parcels, those that this
// push node has not signed for, and its cancels.
func wakeRows(tx *vault.Tx, id peer.ID, at time.Time) error {
	now, p := at.UnixNano(), id.String()
	if _, err := tx.Exec(`UPDATE parcel SET next_at = ? WHERE state < 2 AND next_at > ? AND (peer = ? OR ref IN
		(SELECT ref FROM target WHERE node = ? AND receipt IS NULL AND refused IS NULL))`, now, now, p, p); err != nil {
		return vault.While("waking parcels", err)
	}
	_, err := tx.Exec(`UPDATE cancel SET next_at = ? WHERE node = ? AND next_at > ? AND after IS NULL`, now, p, now)
	return vault.While("waking cancels", err)
}

// waitsFor reports whether [wakeRows] would find anything.
func waitsFor(tx *vault.Tx, id peer.ID) (found bool, err error) {
	p := id.String()
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM parcel WHERE peer = ? AND state < 2)
		OR EXISTS (SELECT 1 FROM target WHERE node = ? AND receipt IS NULL AND refused IS NULL)
		OR EXISTS (SELECT 1 FROM cancel WHERE node = ?)`, p, p, p).Scan(&found)
	return found, vault.While("looking for waiting parcels", err)
}

// nextDue is when the earliest row is due, zero if there is none.
func nextDue(tx *vault.Tx) (time.Time, error) {
	var at sql.NullInt64
	err := tx.QueryRow(`SELECT min(at) FROM (
		SELECT min(next_at) AS at FROM parcel UNION ALL SELECT min(next_at) FROM cancel
		UNION ALL SELECT min(next_at) FROM pointer UNION ALL SELECT min(next_at) FROM withdrawal
		UNION ALL SELECT min(next_at) FROM placement UNION ALL SELECT min(next_at) FROM removal)`).Scan(&at)
	if err != nil || !at.Valid {
		return time.Time{}, vault.While("finding the next attempt", err)
	}
	return time.Unix(0, at.Int64), nil
}

// anyExpired reports whether [Outbox.expire] would find anything.
func anyExpired(tx *vault.Tx, now time.Time) (found bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM parcel WHERE next_at <= ?1 AND expires <= ?1)
		OR EXISTS (SELECT 1 FROM cancel WHERE expires <= ?1) OR EXISTS (SELECT 1 FROM withdrawal WHERE expires <= ?1)`, now.UnixNano()).Scan(&found)
	return found, vault.While("looking for expired parcels", err)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func joinAddrs(n peer.AddrInfo) string {
	var s []string
	for _, a := range n.Addrs {
		s = append(s, a.String())
	}
	return strings.Join(s, "\n")
}

// splitAddrs is the reverse; what cannot be read is left out.
func splitAddrs(node, addrs string) peer.AddrInfo {
	id, err := peer.Decode(node)
	if err != nil {
		return peer.AddrInfo{}
	}
	n := peer.AddrInfo{ID: id}
	for s := range strings.SplitSeq(addrs, "\n") {
		if a, err := multiaddr.NewMultiaddr(s); err == nil {
			n.Addrs = append(n.Addrs, a)
		}
	}
	return n
}
