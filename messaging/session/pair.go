package session

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/offline/deposit"
)

// Pair is what two people can compute from their identities and nobody else can:
// the mailboxes at which they leave mail for each other, another one each week and
// each way. Nothing of it is stored or sent.
//
//	pair, err := session.NewPair(key, bob)
//	box, err := pair.Mailbox(session.WeekOf(time.Now()), bob) // where bob collects from
//
// Where a mailbox is seen it is 32 bytes like any others: whose it is, and that this
// week's follows last week's, the pair and its push nodes know. Both of the pair can sign for it, so either can take back, or
// read again, what lies between them, and nothing else.
//
// # What is not promised
//
// A mailbox hides whose it is, not who comes to it. Peers of the DHT that are near one
// see which peers leave records there and which ask for them, and those who listen to
// its topic see each other: whoever sits there learns, by peer ID and address, that two
// exchange mail this week. Not what, nor where they will next week. Only routing through
// others (onions) would hide that, and there is none.
//
// The secret agrees the two identity keys, which never change. Who steals one of
// them, or breaks X25519 some day, can compute the mailboxes of all weeks, and tell
// in what he recorded who left how much for whom and when. What was written stays
// with the envelope and the session.
//
// # Why
//
// A secret that changes with every message would hide the past from a thief. But a
// device that was lost and restored from its words would not know where its mail
// lies, and that comes first: nothing that was accepted is lost.
//
// The key of each mailbox is made from the recipient as well: at a mailbox for both
// directions each would find, and release, the mail for the other.
type Pair struct {
	me, other peer.ID
	secret    []byte
}

// labelPair keeps the keys of mailboxes apart from others.
const labelPair = "restante/1/pair mailbox\x00"

// ErrPair is returned for somebody who is none of the two, and for oneself.
var ErrPair = errors.New("these are not the two of a pair")

// NewPair agrees with the owner of other, who need not take part.
func NewPair(me *identity.Key, other peer.ID) (*Pair, error) {
	if other == me.ID() {
		return nil, fmt.Errorf("%w: somebody alone", ErrPair)
	}
	theirs, err := identity.ECDHPublic(other)
	if err != nil {
		return nil, err
	}
	secret, err := me.ECDH().ECDH(theirs)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPair, err)
	}
	return &Pair{me: me.ID(), other: other, secret: secret}, nil
}

// Week counts weeks of seven days since the beginning of 1970, UTC.
type Week uint64

const weekLength = 7 * 24 * time.Hour

// WeekOf is the week of a time.
func WeekOf(t time.Time) Week { return Week(max(t.Unix(), 0) / int64(weekLength/time.Second)) }

// Begins is when the week does.
func (w Week) Begins() time.Time {
	return time.Unix(int64(w)*int64(weekLength/time.Second), 0).UTC()
}

// Mailbox is where mail waits that travels to one of the two in a week.
func (p *Pair) Mailbox(w Week, to peer.ID) (*Box, error) {
	if to != p.me && to != p.other {
		return nil, fmt.Errorf("%w: mail for a third", ErrPair)
	}
	keys, err := hkdf.Key(sha256.New, p.secret, nil, p.info(w, to), 2*keySize)
	if err != nil {
		return nil, fmt.Errorf("making a mailbox: %w", err)
	}
	k, err := identity.FromSeed([keySize]byte(keys))
	if err != nil {
		return nil, fmt.Errorf("making a mailbox: %w", err)
	}
	owner, err := deposit.Owner(k)
	if err != nil {
		return nil, fmt.Errorf("making a mailbox: %w", err)
	}
	return &Box{Signer: owner, key: [keySize]byte(keys[keySize:])}, nil
}

// info is label ‖ the two ids, the smaller one first ‖ recipient ‖ week; each id
// behind its length.
func (p *Pair) info(w Week, to peer.ID) string {
	b := []byte(labelPair)
	for _, id := range []peer.ID{min(p.me, p.other), max(p.me, p.other), to} {
		b = append(b, byte(len(id)))
		b = append(b, id...)
	}
	return string(binary.BigEndian.AppendUint64(b, uint64(w)))
}
