package push

import (
	"crypto/sha256"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/deposit"
)

// offer is a deposit that somebody wants to leave, and what becomes of it: a
// refusal or a place in the table.
type offer struct {
	depositor peer.ID
	key       deposit.Key
	mailbox   deposit.Mailbox
	cancel    [sha256.Size]byte
	last      time.Time // the record's own expiry
	digest    [sha256.Size]byte
	size      int
	block     []byte // nil if the node has it already

	refusal *Refusal
	placed  place
}

// place is what the table says of a deposit; the receipt repeats it.
type place struct {
	seq     uint64
	stored  time.Time
	expires time.Time
	fresh   bool // came with this commit
}

// fit refuses what no table needs to be asked about.
func (o *offer) fit(now time.Time) {
	switch {
	case o.refusal != nil:
	case o.size < 1 || o.size > deposit.MaxBlock:
		o.refusal = refuse(CodeTooLarge, "the block is empty or over the limit")
	case !o.last.After(now):
		o.refusal = refuse(CodeBadExpiry, "the deposit has expired")
	case o.last.After(now.Add(deposit.MaxAge + deposit.MaxSkew)):
		o.refusal = refuse(CodeBadExpiry, "the deposit's expiry is too far ahead")
	}
}

// accept takes the block if it is the announced one.
func (o *offer) accept(block []byte) {
	if len(block) != o.size || sha256.Sum256(block) != o.digest {
		o.refusal = refuse(CodeBadHash, "the block is not the announced one")
		return
	}
	o.block = block
}

// put writes the deposit or notes why not. A record that is held already keeps
// its row. The error is the disk's, never the depositor's.
func (o *offer) put(tx *vault.Tx, l Limits, now time.Time) error {
	o.placed, o.refusal = place{}, nil // it may run twice
	s, err := standingOf(tx, o)
	if err != nil {
		return err
	}
	if s.held {
		held, err := heldAs(tx, o.key)
		if err == nil {
			o.again(held, now)
		}
		return err
	}
	if o.refusal = s.judge(o, l); o.refusal != nil {
		return nil
	}
	return o.insert(tx, s, l, now)
}

// again answers for a record that is in the table.
func (o *offer) again(h holding, now time.Time) {
	switch {
	case h.digest != o.digest || h.size != o.size:
		o.refusal = refuse(CodeConflict, "the record is held with another block")
	case !h.expires.After(now):
		o.refusal = refuse(CodeBlockMissing, "the deposit has just expired here")
	default:
		o.placed = h.place
	}
}

// lacks reports whether the offer would be accepted with its block and that
// block is not here. What else stands against it is noted by put.
func (o *offer) lacks(tx *vault.Tx, l Limits) (bool, error) {
	s, err := standingOf(tx, o)
	if err != nil || s.held {
		return false, err
	}
	o.refusal = s.judge(o, l)
	if o.refusal != nil && o.refusal.Code == CodeBlockMissing {
		o.refusal = nil
		return true, nil
	}
	return false, nil
}

func (o *offer) insert(tx *vault.Tx, s standing, l Limits, now time.Time) (err error) {
	block := s.block
	if block == 0 {
		if block, err = addBlock(tx, o.digest, o.block); err != nil {
			return err
		}
	}
	o.placed = place{stored: now, expires: earlier(o.last, now.Add(l.MaxAge)), fresh: true}
	o.placed.seq, err = addDeposit(tx, o, block)
	return err
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// receipt is the promise for a deposit that is committed.
func (o *offer) receipt(k *identity.Key) ([]byte, error) {
	r := deposit.Receipt{
		Mailbox: o.mailbox, CID: deposit.CID(o.digest), Size: o.size,
		Stored: o.placed.stored, Expires: o.placed.expires,
	}
	if err := r.Sign(k); err != nil {
		return nil, err
	}
	return r.Encode()
}

func (o *offer) entry() Entry {
	return Entry{Seq: o.placed.seq, Key: o.key, CID: deposit.CID(o.digest), Size: o.size, Expires: o.placed.expires}
}
