package session

import (
	"crypto/ed25519"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

//go:embed schema/*.sql
var scripts embed.FS

// Schema holds the tables of this package.
var Schema = vault.Schema{Name: "session", FS: scripts}

// Limits of what is kept.
const (
	KeepSkipped = 30 * 24 * time.Hour // keys of messages that do not come
	KeepOld     = 30 * 24 * time.Hour // sessions in which nothing is sealed any more
	KeepOffer   = 60 * 24 * time.Hour // offers: the message and its answer may both be under way for 30 days
	MaxSessions = 8                   // with one peer
)

// ErrUnknown is returned for a message of a session that is not known here.
var ErrUnknown = fmt.Errorf("%w: no such session", ErrUnreadable)

// Book keeps the sessions of one device, and decides in which one to seal. Its
// methods work in the caller's transaction.
type Book struct {
	me     peer.ID
	device envelope.Device
	hot    hot
}

// NewBook returns the book of a device.
func NewBook(me peer.ID, device envelope.Device) *Book {
	return &Book{me: me, device: device}
}

// Ready gives the session to seal in for a device of a peer; nil if there is none
// that the peer has answered. Two that were offered at the same time are both good:
// the one with the lower ID is used by both sides.
func (b *Book) Ready(tx *vault.Tx, to peer.ID, device envelope.Device) (*Talk, error) {
	id, stamp, found, err := findReady(tx, to, device)
	if err != nil || !found {
		return nil, err
	}
	r, s, err := b.hot.get(tx, id, stamp)
	if err != nil {
		return nil, err
	}
	return &Talk{book: b, tx: tx, row: r, session: s}, nil
}

// Offer gives the offer that goes along in signed envelopes to a device of a peer
// until it is answered; nil where there is a session to seal in. The sessions with the
// peer's other devices are retired.
func (b *Book) Offer(tx *vault.Tx, to peer.ID, device envelope.Device) ([]byte, error) {
	if _, _, ready, err := findReady(tx, to, device); err != nil || ready {
		return nil, err
	}
	offer, made, err := readOffer(tx, to, device)
	if err != nil || offer != nil && time.Since(made) < KeepOffer/2 {
		return offer, err
	}
	return b.offerAnew(tx, to, device)
}

func (b *Book) offerAnew(tx *vault.Tx, to peer.ID, device envelope.Device) ([]byte, error) {
	if err := retireOthers(tx, to, device); err != nil {
		return nil, err
	}
	s, o, err := New(b.me, to)
	if err != nil {
		return nil, err
	}
	r := newRow(o.ID, to, device)
	o.From, o.To, o.Signer = b.device, device, r.signer.Public().(ed25519.PublicKey)
	if r.offer, err = o.Bytes(); err != nil {
		return nil, err
	}
	return r.offer, insert(tx, r, s)
}

// Accept takes part in a session that a peer offers in an envelope that it signed.
// An offer that is known, or for another device, changes nothing, and is not news. A
// broken one is [ErrOffer]. The envelope also says whether this user is a contact
// there; what comes later says so to [Ear.Collects].
func (b *Book) Accept(tx *vault.Tx, from peer.ID, offer []byte, friend bool) (news bool, err error) {
	o, err := ParseOffer(offer)
	if err != nil || o.To != b.device {
		return false, err
	}
	if known, err := exists(tx, o.ID); err != nil || known {
		return false, err
	}
	s, err := Accept(b.me, from, o)
	if err != nil {
		return false, err
	}
	if err := retireReady(tx, from); err != nil { // or the peer would not have had to offer, see Over
		return false, err
	}
	r := newRow(o.ID, from, o.From)
	r.theirs, r.ready, r.friend = o.Signer, true, friend
	return true, insert(tx, r, s)
}

func insert(tx *vault.Tx, r row, s *Session) (err error) {
	if r.state, err = s.Bytes(); err != nil {
		return err
	}
	if r.chains, err = s.chains(); err != nil {
		return err
	}
	return errors.Join(insertRow(tx, r), dropBeyond(tx, r.peer, MaxSessions))
}

// Retire ends sealing in a session with a peer. What the peer sealed in it before it
// knows still opens.
func (b *Book) Retire(tx *vault.Tx, with peer.ID, id ID) error {
	return tx.Do("retiring a session", `UPDATE session SET retired = 1, used_at = ? WHERE id = ? AND peer = ? AND retired = 0`,
		time.Now().UnixNano(), id[:], with.String())
}

// Have lists the sessions with a peer in which something may be sealed on either side.
func (b *Book) Have(tx *vault.Tx, with peer.ID) ([]ID, error) {
	rows, err := tx.Query(`SELECT id FROM session WHERE peer = ? AND retired = 0 ORDER BY used_at DESC LIMIT ?`, with.String(), MaxSessions)
	return vault.Collect("listing sessions", rows, err, func(r *sql.Rows) (id ID, err error) {
		var text []byte
		err = r.Scan(&text)
		copy(id[:], text)
		return id, err
	})
}

// Keep retires the sessions with a peer in which this side could seal, but for those
// that are named.
func (b *Book) Keep(tx *vault.Tx, with peer.ID, ids []ID) error {
	mine, err := b.Have(tx, with)
	for _, id := range mine {
		if !slices.Contains(ids, id) {
			err = errors.Join(err, tx.Do("retiring a session", `UPDATE session SET retired = 1, used_at = ? WHERE id = ? AND ready = 1`,
				time.Now().UnixNano(), id[:]))
		}
	}
	return err
}

// Idle lists people with whom no session was used since a time, at most n, in the order
// of their IDs as text, those behind one of them.
func Idle(tx *vault.Tx, since time.Time, after string, n int) ([]peer.ID, error) {
	rows, err := tx.Query(`SELECT peer FROM session WHERE peer > ? GROUP BY peer HAVING max(used_at) < ? ORDER BY peer LIMIT ?`,
		after, since.UnixNano(), n)
	return vault.Collect("looking for idle sessions", rows, err, func(r *sql.Rows) (peer.ID, error) {
		var text string
		if err := r.Scan(&text); err != nil {
			return "", err
		}
		return peer.Decode(text)
	})
}

// Forget drops all sessions with a peer.
func Forget(tx *vault.Tx, with peer.ID) error {
	return tx.Do("forgetting sessions", `DELETE FROM session WHERE peer = ?`, with.String())
}

// Tidy drops what is kept for too long.
func Tidy(tx *vault.Tx, now time.Time) error {
	return errors.Join(dropOld(tx, now), dropSkipped(tx, now.Add(-KeepSkipped)))
}

// signing is what a session's own key signs.
func signing(b []byte) []byte { return append([]byte(labelSignature), b...) }

// verify checks what a session's own key signed.
func verify(public, b, signature []byte) bool {
	return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, signing(b), signature)
}

// labelSignature keeps these signatures apart from those of an identity.
const labelSignature = "restante/1/session signature\x00"
