package session

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
)

var (
	_ envelope.Session = (*Talk)(nil)
	_ envelope.Ear     = (*Ear)(nil)
)

// Talk seals in one session, in one transaction.
type Talk struct {
	book    *Book
	tx      *vault.Tx
	row     row
	session *Session
}

// Healed is how many messages ago the keys were agreed on anew, counted with the
// next one: 1 for the first of a turn.
func (t *Talk) Healed() uint32 {
	if t.session.next != nil || t.session.sending == nil {
		return 1
	}
	return t.session.sending.n + 1
}

// ID names the session.
func (t *Talk) ID() ID { return t.session.id }

// Friend reports whether the peer has said that this user is a contact.
func (t *Talk) Friend() bool { return t.row.friend }

// Pair reports whether the peer has said so in the session: by then it collects from
// the mailboxes of the pair.
func (t *Talk) Pair() bool { return t.row.pair }

// Overhead implements [envelope.Session].
func (t *Talk) Overhead() int { return Overhead }

// Sign implements [envelope.Session].
func (t *Talk) Sign(b []byte) (public, signature []byte) {
	return t.row.signer.Public().(ed25519.PublicKey), ed25519.Sign(t.row.signer, signing(b))
}

// Seal implements [envelope.Session]. The session that it leaves is stored.
func (t *Talk) Seal(bind [sha256.Size]byte, text []byte) ([]byte, error) {
	sealed, err := t.session.Seal(bind, text)
	if err != nil {
		return nil, err
	}
	return sealed, t.book.store(t.tx, &t.row, t.session)
}

// store puts a session back that has sealed or opened.
func (b *Book) store(tx *vault.Tx, r *row, s *Session) (err error) {
	r.used, r.stamp = time.Now(), rand.Int64()
	if r.chains, err = s.chains(); err != nil {
		return err
	}
	if s.turn == r.turn {
		err = updateChains(tx, *r)
	} else {
		err = storeTurn(tx, r, s)
	}
	if err != nil {
		return err
	}
	b.hot.put(*r, s)
	if id, stamp := r.id, r.stamp; s.next != nil && s.ahead == nil {
		tx.AfterCommit(func() { time.AfterFunc(agreeAfter, func() { b.hot.agree(id, stamp) }) })
	}
	return nil
}

// storeTurn puts all of a session back.
func storeTurn(tx *vault.Tx, r *row, s *Session) (err error) {
	if r.state, err = s.Bytes(); err != nil {
		return err
	}
	r.ready, r.turn = s.CanSeal(), s.turn
	return updateRow(tx, *r)
}

// Ear opens what a peer sealed, in one transaction.
type Ear struct {
	book    *Book
	tx      *vault.Tx
	from    peer.ID
	row     row
	session *Session
	retired bool
	skipped *skipped
	opened  Opened
}

// Ear returns what opens the next message of a peer.
func (b *Book) Ear(tx *vault.Tx, from peer.ID) *Ear { return &Ear{book: b, tx: tx, from: from} }

// Open implements [envelope.Ear]. It fails with [ErrUnknown] or another [ErrUnreadable]
// where the bytes are at fault.
func (e *Ear) Open(bind [sha256.Size]byte, locked []byte) ([]byte, error) {
	id, err := IDOf(locked)
	if err != nil {
		return nil, err
	}
	stamp, retired, found, err := findFrom(e.tx, id, e.from)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ErrUnknown
	}
	if e.row, e.session, err = e.book.hot.get(e.tx, id, stamp); err != nil {
		return nil, err
	}
	e.retired, e.skipped = retired, &skipped{tx: e.tx, id: id}
	e.opened, err = e.session.Open(bind, locked, e.skipped)
	return e.opened.Text, err
}

// Verify implements [envelope.Ear]: it stores the session that has opened, and with
// the first message the key that signs what comes in it.
func (e *Ear) Verify(public, b, signature []byte) error {
	if e.row.theirs != nil && !bytes.Equal(e.row.theirs, public) || !verify(public, b, signature) {
		return fmt.Errorf("%w: signed by somebody else", ErrUnreadable)
	}
	if err := e.skipped.flush(); err != nil {
		return err
	}
	e.row.theirs, e.row.offer = public, nil
	return e.book.store(e.tx, &e.row, e.session)
}

// Collects notes whether this user is a contact of the peer, who then collects from the
// mailboxes of the pair; after Verify. What a message says that others have overtaken is
// not news.
func (e *Ear) Collects(yes bool) (news bool, err error) {
	if e.row.friend == yes && e.row.pair == yes || e.opened.Late {
		return false, nil
	}
	e.row.friend, e.row.pair, e.row.stamp = yes, yes, rand.Int64()
	if err := updatePair(e.tx, e.row); err != nil {
		return false, err
	}
	e.book.hot.put(e.row, e.session)
	return true, nil
}

// Over reports whether the peer goes on in a session that is retired here: unless that
// was under way, the two seal in different ones, and none is answered any more.
func (e *Ear) Over() bool { return e.retired && !e.opened.Late }

// Healed is how many messages ago the peer had agreed on new keys, counted with the
// one that was opened: 1 for the first of a turn.
func (e *Ear) Healed() uint32 { return e.opened.Number + 1 }
