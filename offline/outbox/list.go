package outbox

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// Holder is who has a parcel besides this computer: a push node that signed for it and
// still has to keep it, or a provider's account.
type Holder struct {
	Node         peer.ID // or
	Account      string
	Since, Until time.Time
}

// Row is one parcel as a person may look at it.
type Row struct {
	Ref               string
	Class             Class
	Peer              peer.ID
	Size              int // bytes, sealed
	State             State
	Accepted, Expires time.Time
	LastAttempt       time.Time
	NextAttempt       time.Time
	Attempts          int
	Pointers          int    // holders of its pointer
	Refused           string // what a push node said that will never take it
}

// List gives what is under way, oldest first.
func List(tx *vault.Tx) ([]Row, error) {
	rows, err := tx.Query(rowQuery + ` WHERE state < 2 ORDER BY accepted, ref`)
	return vault.Collect("reading the outbox", rows, err, scanRow)
}

// Get gives one parcel; ok is false when there is none.
func Get(tx *vault.Tx, ref string) (r Row, ok bool, err error) {
	rows, err := tx.Query(rowQuery+` WHERE ref = ?`, ref)
	all, err := vault.Collect("reading the outbox", rows, err, scanRow)
	if err != nil || len(all) == 0 {
		return r, false, err
	}
	return all[0], true, nil
}

const rowQuery = `SELECT ref, class, peer, size, state, accepted, expires, last_at, next_at, attempts,
	coalesce((SELECT refused FROM target t WHERE t.ref = parcel.ref AND refused IS NOT NULL LIMIT 1), ''),
	coalesce((SELECT holders FROM pointer WHERE pointer.ref = parcel.ref), '') FROM parcel`

func scanRow(r *sql.Rows) (v Row, err error) {
	var p, holders string
	var accepted, expires, last, next int64
	if err = r.Scan(&v.Ref, &v.Class, &p, &v.Size, &v.State, &accepted, &expires, &last, &next, &v.Attempts, &v.Refused, &holders); err != nil {
		return v, err
	}
	v.Accepted, v.Expires = time.Unix(0, accepted), time.Unix(0, expires)
	v.LastAttempt, v.NextAttempt = time.Unix(0, last), time.Unix(0, next)
	v.Pointers = len(splitPeers(holders))
	v.Peer, err = peer.Decode(p)
	return v, err
}

// Holders gives those who have a stored parcel, push nodes first, and of them the one
// that keeps it longest.
func Holders(tx *vault.Tx, ref string) ([]Holder, error) {
	rows, err := tx.Query(`SELECT node, '', held_since, held_until, 0 AS rank FROM target WHERE ref = ?1 AND receipt IS NOT NULL AND held_until > ?2
		UNION ALL SELECT '', l.account, l.placed, coalesce(l.until, p.expires), 1 FROM placement l JOIN parcel p ON p.ref = l.ref
			WHERE l.ref = ?1 AND p.state = 1 AND l.placed IS NOT NULL AND coalesce(l.until, p.expires) > ?2
		ORDER BY rank, 4 DESC, 1, 2`, ref, time.Now().UnixNano())
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (h Holder, err error) {
		var node string
		var since, until int64
		var rank int
		if err = r.Scan(&node, &h.Account, &since, &until, &rank); err != nil {
			return h, err
		}
		h.Since, h.Until = time.Unix(0, since), time.Unix(0, until)
		if node != "" {
			h.Node, err = peer.Decode(node)
		}
		return h, err
	})
}

// timeOf is the reverse of UnixNano, and zero of 0.
func timeOf(nano int64) time.Time {
	if nano == 0 {
		return time.Time{}
	}
	return time.Unix(0, nano)
}
