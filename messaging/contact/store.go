package contact

import (
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
)

type standing int

const (
	stranger standing = iota
	known
	declined
	none standing = -1
)

type self struct {
	name    string
	version uint64
	prekey  uint32
	raw     []byte
	content []byte
}

// Own is one's own card as it was last signed, nil before that was.
func Own(tx *vault.Tx) (raw []byte, err error) {
	me, _, err := readSelf(tx)
	return me.raw, err
}

func readSelf(tx *vault.Tx) (me self, found bool, err error) {
	err = tx.QueryRow(`SELECT name, version, prekey, raw, content FROM self`).
		Scan(&me.name, &me.version, &me.prekey, &me.raw, &me.content)
	if errors.Is(err, sql.ErrNoRows) {
		return self{}, false, nil
	}
	return me, err == nil, vault.While("reading one's own card", err)
}

func putSelf(tx *vault.Tx, me self) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO self (id, name, version, prekey, raw, content) VALUES (1, ?, ?, ?, ?, ?)`,
		me.name, int64(me.version), me.prekey, me.raw, me.content)
	return vault.While("storing one's own card", err)
}

type person struct {
	id         peer.ID
	name       string
	standing   standing
	added      time.Time
	shown      int
	blocked    time.Time // zero: not
	lastSeen   time.Time
	hints      []peer.AddrInfo
	introducer peer.ID // "" for none
}

const personQuery = `SELECT peer, name, standing, added, shown, blocked, last_seen, hints, introducer FROM person`

func scanPerson(row interface{ Scan(...any) error }) (p person, err error) {
	var id, hints, introducer string
	var added, blocked, seen int64
	if err = row.Scan(&id, &p.name, &p.standing, &added, &p.shown, &blocked, &seen, &hints, &introducer); err != nil {
		return p, err
	}
	p.added, p.blocked, p.lastSeen = fromNano(added), fromNano(blocked), fromNano(seen)
	for h := range strings.SplitSeq(hints, "\n") {
		if info, err := peer.AddrInfoFromString(h); err == nil {
			p.hints = append(p.hints, *info)
		}
	}
	if introducer != "" {
		if p.introducer, err = peer.Decode(introducer); err != nil {
			return p, err
		}
	}
	p.id, err = peer.Decode(id)
	return p, err
}

func readPerson(tx *vault.Tx, id peer.ID) (p person, found bool, err error) {
	p, err = scanPerson(tx.QueryRow(personQuery+` WHERE peer = ?`, id.String()))
	if errors.Is(err, sql.ErrNoRows) {
		return person{id: id, standing: none}, false, nil
	}
	return p, err == nil, vault.While("reading a person", err)
}

// fromNano is a time as the tables have it; 0 is none.
func fromNano(n int64) (t time.Time) {
	if n > 0 {
		t = time.Unix(0, n)
	}
	return t
}

// people reads those whom a condition chooses, in the order they were added.
func people(tx *vault.Tx, where string, args ...any) ([]person, error) {
	rows, err := tx.Query(personQuery+` WHERE `+where+` ORDER BY added, peer`, args...)
	return vault.Collect("reading people", rows, err, func(r *sql.Rows) (person, error) { return scanPerson(r) })
}

// putStanding adds a person or lifts their standing.
func putStanding(tx *vault.Tx, id peer.ID, st standing) error {
	_, err := tx.Exec(`INSERT INTO person (peer, standing, added) VALUES (?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET standing = excluded.standing`, id.String(), int(st), time.Now().UnixNano())
	return vault.While("adding a person", err)
}

func putHints(tx *vault.Tx, id peer.ID, hints []peer.AddrInfo) error {
	var lines []string
	for _, h := range hints {
		full, err := peer.AddrInfoToP2pAddrs(&h)
		if err != nil {
			return vault.While("noting where a card may be", err)
		}
		for _, a := range full {
			lines = append(lines, a.String())
		}
	}
	_, err := tx.Exec(`UPDATE person SET hints = ? WHERE peer = ?`, strings.Join(lines, "\n"), id.String())
	return vault.While("noting where a card may be", err)
}

func putName(tx *vault.Tx, id peer.ID, name string) (found bool, err error) {
	res, err := tx.Exec(`UPDATE person SET name = ? WHERE peer = ?`, name, id.String())
	if err != nil {
		return false, vault.While("renaming a person", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

func putLastSeen(tx *vault.Tx, id peer.ID, at time.Time) error {
	_, err := tx.Exec(`UPDATE person SET last_seen = ? WHERE peer = ?`, at.UnixNano(), id.String())
	return vault.While("noting when a person was seen", err)
}

func dueSearches(tx *vault.Tx, now time.Time) (due []quest, err error) {
	rows, err := tx.Query(`SELECT peer, attempts, newer FROM search WHERE next_at <= ? LIMIT ?`, now.UnixNano(), searchBatch)
	if err != nil {
		return nil, vault.While("reading searches", err)
	}
	defer rows.Close()
	for rows.Next() {
		var q quest
		var id string
		if err := rows.Scan(&id, &q.attempts, &q.newer); err != nil {
			return nil, vault.While("reading searches", err)
		}
		if q.id, err = peer.Decode(id); err != nil {
			return nil, vault.While("reading searches", err)
		}
		due = append(due, q)
	}
	return due, vault.While("reading searches", rows.Err())
}

func putSearch(tx *vault.Tx, id peer.ID, attempts int, next time.Time) error {
	_, err := tx.Exec(`UPDATE search SET attempts = ?, next_at = ? WHERE peer = ?`, attempts, next.UnixNano(), id.String())
	return vault.While("recording a search", err)
}
