package delivery

import (
	"bytes"
	"database/sql"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

// sentRow is one accepted message.
type sentRow struct {
	ref     string
	peer    peer.ID
	kind    envelope.Kind
	id      string
	run     envelope.Device
	seq     uint64 // 0 until it is sealed
	prev    []byte
	at      time.Time
	body    []byte
	card    uint64
	state   State
	reason  string
	sealed  time.Time
	to      keyID  // of the newest generation
	session []byte // that one was sealed in, or nil
	healed  uint32 // as that one was sealed, see sealing
	refused int
	ended   time.Time
	expires time.Time
}

const sentQuery = `SELECT ref, peer, kind, id, run, coalesce(seq, 0), prev, at, body, card_version, state, reason, sealed_at, sealed_to, session, healed, refused, ended_at, expires FROM sent`

func scanSent(row interface{ Scan(...any) error }) (s sentRow, err error) {
	var p string
	var run, to []byte
	var at, sealed, ended, expires int64
	err = row.Scan(&s.ref, &p, &s.kind, &s.id, &run, &s.seq, &s.prev, &at, &s.body, &s.card, &s.state, &s.reason,
		&sealed, &to, &s.session, &s.healed, &s.refused, &ended, &expires)
	if err != nil {
		return s, err
	}
	copy(s.run[:], run)
	copy(s.to[:], to)
	s.at, s.sealed, s.ended, s.expires = fromNano(at), fromNano(sealed), fromNano(ended), fromNano(expires)
	s.peer, err = peer.Decode(p)
	return s, err
}

func fromNano(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n)
}

// orNull lets any number of messages wait for their sequence number.
func orNull(seq uint64) any {
	if seq == 0 {
		return nil
	}
	return int64(seq)
}

func toNano(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func insertSent(tx *vault.Tx, s sentRow) error {
	_, err := tx.Exec(`INSERT INTO sent (ref, peer, kind, id, run, seq, prev, at, body, card_version, state, reason, sealed_at, sealed_to, session, healed, expires)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ref, s.peer.String(), int(s.kind), s.id, s.run[:], orNull(s.seq), s.prev, s.at.UnixNano(), s.body, int64(s.card), string(s.state), s.reason,
		toNano(s.sealed), s.to.orNull(), s.session, s.healed, s.expires.UnixNano())
	return vault.While("accepting a message", err)
}

func readSent(tx *vault.Tx, ref string) (sentRow, error) {
	s, err := scanSent(tx.QueryRow(sentQuery+` WHERE ref = ?`, ref))
	return s, vault.While("reading a sent message", err)
}

func listSent(tx *vault.Tx, where string, args ...any) ([]sentRow, error) {
	rows, err := tx.Query(sentQuery+` WHERE `+where, args...)
	if err != nil {
		return nil, vault.While("reading sent messages", err)
	}
	defer rows.Close()
	var all []sentRow
	for rows.Next() {
		s, err := scanSent(rows)
		if err != nil {
			return nil, vault.While("reading sent messages", err)
		}
		all = append(all, s)
	}
	return all, vault.While("reading sent messages", rows.Err())
}

func putState(tx *vault.Tx, ref string, st State, reason string) error {
	ended := int64(0)
	if st.Final() {
		ended = time.Now().UnixNano()
	}
	_, err := tx.Exec(`UPDATE sent SET state = ?, reason = ?, ended_at = CASE WHEN ? = 'read' THEN ended_at ELSE ? END WHERE ref = ?`,
		string(st), reason, string(st), ended, ref)
	return vault.While("noting a message's state", err)
}

func putSealed(tx *vault.Tx, r sentRow) error {
	_, err := tx.Exec(`UPDATE sent SET run = ?, seq = ?, prev = ?, sealed_at = ?, sealed_to = ?, session = ?, healed = ? WHERE ref = ?`,
		r.run[:], orNull(r.seq), r.prev, r.sealed.UnixNano(), r.to.orNull(), r.session, r.healed, r.ref)
	return vault.While("noting a sealed message", err)
}

// putAnew gives a message another lifetime.
func putAnew(tx *vault.Tx, r *sentRow) error {
	r.expires = time.Now().Add(Lifetime)
	_, err := tx.Exec(`UPDATE sent SET expires = ?, warned = 0, refused = 0 WHERE ref = ?`, r.expires.UnixNano(), r.ref)
	return vault.While("sending again", err)
}

func readOwnCard(tx *vault.Tx, version uint64) (raw []byte, err error) {
	err = tx.QueryRow(`SELECT raw FROM own_card WHERE version = ?`, int64(version)).Scan(&raw)
	return raw, vault.While("reading one's own card", err)
}

func putOwnCard(tx *vault.Tx, version uint64, raw []byte) error {
	_, err := tx.Exec(`INSERT OR IGNORE INTO own_card (version, raw) VALUES (?, ?)`, int64(version), raw)
	return vault.While("keeping one's own card", err)
}

// link is the end of the chain of messages to a peer.
type link struct {
	next  uint64
	hash  []byte
	known uint64 // version of one's own card that the peer has
}

// readChain gives the chain to a peer in this run; a new run begins a new one.
func (s *Service) readChain(tx *vault.Tx, p peer.ID) (l link, err error) {
	var run []byte
	err = tx.QueryRow(`SELECT run, next_seq, last_hash, known_card FROM chain WHERE peer = ?`, p.String()).
		Scan(&run, &l.next, &l.hash, &l.known)
	if errors.Is(err, sql.ErrNoRows) {
		return link{next: 1}, nil
	}
	if !bytes.Equal(run, s.run[:]) {
		l = link{next: 1, known: l.known}
	}
	return l, vault.While("reading the chain to a peer", err)
}

func (s *Service) putChain(tx *vault.Tx, p peer.ID, l link) error {
	_, err := tx.Exec(`INSERT INTO chain (peer, run, next_seq, last_hash, known_card) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (peer) DO UPDATE SET run = excluded.run, next_seq = excluded.next_seq,
		last_hash = excluded.last_hash, known_card = excluded.known_card`,
		p.String(), s.run[:], int64(l.next), l.hash, int64(l.known))
	return vault.While("advancing the chain to a peer", err)
}

// came is what arrived from one device.
type came struct {
	set  ranges
	read ranges // and was seen by the person, which may be told
}

func readCame(tx *vault.Tx, p peer.ID, d envelope.Device) (c came, err error) {
	var set, read []byte
	err = tx.QueryRow(`SELECT ranges, read FROM came WHERE peer = ? AND device = ?`, p.String(), d[:]).Scan(&set, &read)
	if errors.Is(err, sql.ErrNoRows) {
		return came{}, nil
	}
	if err == nil {
		c, err = decodeCame(set, read)
	}
	return c, vault.While("reading what came from a peer", err)
}

func decodeCame(set, read []byte) (c came, err error) {
	if c.set, err = decodeRanges(set); err != nil {
		return c, err
	}
	c.read, err = decodeRanges(read)
	return c, err
}

func putCame(tx *vault.Tx, p peer.ID, d envelope.Device, c came) error {
	_, err := tx.Exec(`INSERT OR REPLACE INTO came (peer, device, ranges, read, at) VALUES (?, ?, ?, ?, ?)`,
		p.String(), d[:], c.set.encode(), c.read.encode(), time.Now().UnixNano())
	return vault.While("noting what came from a peer", err)
}

// newestCame is what arrived from each device of a peer, as many devices as a
// receipt takes, those that were heard of last.
func newestCame(tx *vault.Tx, p peer.ID) (map[envelope.Device]came, error) {
	rows, err := tx.Query(`SELECT device, ranges, read FROM came WHERE peer = ? ORDER BY at DESC, device LIMIT ?`, p.String(), maxDevices)
	if err != nil {
		return nil, vault.While("reading what came from a peer", err)
	}
	defer rows.Close()
	all := make(map[envelope.Device]came)
	for rows.Next() {
		var d, set, read []byte
		if err := rows.Scan(&d, &set, &read); err != nil {
			return nil, vault.While("reading what came from a peer", err)
		}
		c, err := decodeCame(set, read)
		if err != nil {
			return nil, vault.While("reading what came from a peer", err)
		}
		dev, err := deviceFromWire(d)
		if err != nil {
			return nil, err
		}
		all[dev] = c
	}
	return all, vault.While("reading what came from a peer", rows.Err())
}
