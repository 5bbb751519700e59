package outbox

import (
	"database/sql"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

// Holder is a push node that signed for a parcel and still has to keep it.
type Holder struct {
	Node         peer.ID
	Since, Until time.Time
}

// Row is one parcel as a person may look at it.
type Row struct {
	Ref               string
	Class             Class
	Peer              peer.ID
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

const rowQuery = `SELECT ref, class, peer, state, accepted, expires, last_at, next_at, attempts,
	coalesce((SELECT refused FROM target t WHERE t.ref = parcel.ref AND refused IS NOT NULL LIMIT 1), ''),
	coalesce((SELECT holders FROM pointer WHERE pointer.ref = parcel.ref), '') FROM parcel`

func scanRow(r *sql.Rows) (v Row, err error) {
	var p, holders string
	var accepted, expires, last, next int64
	if err = r.Scan(&v.Ref, &v.Class, &p, &v.State, &accepted, &expires, &last, &next, &v.Attempts, &v.Refused, &holders); err != nil {
		return v, err
	}
	v.Accepted, v.Expires = time.Unix(0, accepted), time.Unix(0, expires)
	v.LastAttempt, v.NextAttempt = time.Unix(0, last), time.Unix(0, next)
	v.Pointers = len(splitPeers(holders))
	v.Peer, err = peer.Decode(p)
	return v, err
}

// Holders gives the valid custody receipts of a parcel, longest first.
func Holders(tx *vault.Tx, ref string) ([]Holder, error) {
	rows, err := tx.Query(`SELECT node, held_since, held_until FROM target
		WHERE ref = ? AND receipt IS NOT NULL AND held_until > ? ORDER BY held_until DESC, node`, ref, time.Now().UnixNano())
	return vault.Collect("reading the outbox", rows, err, func(r *sql.Rows) (h Holder, err error) {
		var node string
		var since, until int64
		if err = r.Scan(&node, &since, &until); err != nil {
			return h, err
		}
		h.Since, h.Until = time.Unix(0, since), time.Unix(0, until)
		h.Node, err = peer.Decode(node)
		return h, err
	})
}
