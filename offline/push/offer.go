package push

import (
	"crypto/sha256"
	"time"

	"github.com/ipfs/go-cid"
	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/identity"
	"restante/node/vault"
	"restante/offline/deposit"
)

// offer is a deposit that somebody wants to leave, and what becomes of it: a
// refusal or a place in the table.
type offer struct {
	depositor peer.ID
	network   string // where the depositor calls from
	key       deposit.Key
	mailbox   deposit.Mailbox
	owner     deposit.Mailbox // of the mailbox, as the tables say
	cancel    [sha256.Size]byte
	last      time.Time // the record's own expiry
	work      int
	root      root
	size      int
	block     []byte // nil if the node has it already, and of a large one
	awaited   bool   // a large one that is to be fetched
	fetched   bool   // and has come

	refusal *Refusal
	placed  place
	victims []victim // that make room for it
}

// root names what is deposited.
type root struct {
	digest [sha256.Size]byte
	codec  byte
}

func (r root) cid() cid.Cid { return deposit.Root(r.codec, r.digest) }

// place is what the table says of a deposit; the receipt repeats it.
type place struct {
	seq     uint64
	stored  time.Time
	expires time.Time
	fresh   bool // came with this commit
}

// large reports whether the node has to fetch it: it does not fit into a frame, or
// is not one block.
func (o *offer) large() bool { return o.size > maxBlock || o.root.codec != deposit.CodecRaw }

// fit refuses what no table needs to be asked about.
func (o *offer) fit(now time.Time, maxLarge int64) {
	switch {
	case o.refusal != nil:
	case o.size < 1 || o.large() && int64(o.size) > maxLarge:
		o.refusal = refuse(CodeTooLarge, "the deposit is empty or over the limit")
	case !o.last.After(now):
		o.refusal = refuse(CodeBadExpiry, "the deposit has expired")
	case o.last.After(now.Add(deposit.MaxAge + deposit.MaxSkew)):
		o.refusal = refuse(CodeBadExpiry, "the deposit's expiry is too far ahead")
	}
}

// accept takes the block if it is the announced one.
func (o *offer) accept(block []byte) {
	if len(block) != o.size || sha256.Sum256(block) != o.root.digest {
		o.refusal = refuse(CodeBadHash, "the block is not the announced one")
		return
	}
	o.block = block
}

// put writes the deposit, in the place of others if need be, or notes why not. A
// record that is held already keeps its row. The error is the disk's, never the
// depositor's.
func (o *offer) put(tx *vault.Tx, l Limits, now time.Time) error {
	s, err := o.judge(tx, l)
	if err != nil || o.refusal != nil {
		return err
	}
	if s.held {
		held, err := heldAs(tx, o.key)
		if err == nil {
			o.again(held, now)
		}
		return err
	}
	return o.insert(tx, s, l, now)
}

// judge looks at everything that decides. It notes a refusal, or who has to make
// room. It may run twice.
func (o *offer) judge(tx *vault.Tx, l Limits) (s standing, err error) {
	o.placed, o.refusal, o.victims = place{}, nil, nil
	if s, err = standingOf(tx, o); err != nil || s.held {
		return s, err
	}
	if o.refusal = s.judge(o, l); o.refusal == nil {
		o.refusal, err = o.makeRoom(tx, s.crowds(o, l))
	}
	if o.refusal == nil && s.block == 0 && o.block == nil && !o.fetched {
		o.refusal = refuse(CodeBlockMissing, "the block left the push node meanwhile")
	}
	if o.refusal != nil {
		o.victims = nil
	}
	return s, err
}

// again answers for a record that is in the table.
func (o *offer) again(h holding, now time.Time) {
	switch {
	case h.root != o.root || h.size != o.size:
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
	s, err := o.judge(tx, l)
	if err != nil || s.held {
		return false, err
	}
	if o.refusal != nil && o.refusal.Code == CodeBlockMissing {
		o.refusal = nil
		return true, nil
	}
	return false, nil
}

// insert adds the deposit before the others go: they may have the same block.
func (o *offer) insert(tx *vault.Tx, s standing, l Limits, now time.Time) (err error) {
	block := s.block
	if block == 0 {
		if block, err = addBlock(tx, o); err != nil {
			return err
		}
	}
	o.placed = place{stored: now, expires: earlier(o.last, now.Add(l.MaxAge)), fresh: true}
	if o.placed.seq, err = addDeposit(tx, o, block, s.favoured); err != nil {
		return err
	}
	for _, v := range o.victims {
		if err := evict(tx, v); err != nil {
			return err
		}
	}
	return nil
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
		Mailbox: o.mailbox, CID: o.root.cid(), Size: o.size,
		Stored: o.placed.stored, Expires: o.placed.expires,
	}
	if err := r.Sign(k); err != nil {
		return nil, err
	}
	return r.Encode()
}

func (o *offer) entry() Entry {
	return Entry{Seq: o.placed.seq, Key: o.key, Mailbox: o.mailbox, CID: o.root.cid(), Size: o.size, Expires: o.placed.expires}
}
