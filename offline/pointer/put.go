package pointer

import (
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

// offer is a record that somebody wants to leave, and what becomes of it: it is
// held unless there is a refusal.
type offer struct {
	sealed
	depositor peer.ID
	network   string
	work      int
	fresh     bool // came with this commit

	refusal *Refusal
}

func offerOf(raw []byte) *offer {
	r, err := deposit.Decode(raw)
	if err != nil {
		return &offer{refusal: refuse(CodeBadRecord, "the record is malformed")}
	}
	return &offer{sealed: sealed{key: deposit.KeyOf(raw), record: r, raw: raw}, work: min(deposit.WorkOf(raw), deposit.MaxWork)}
}

// fit refuses what no table needs to be asked about.
func (o *offer) fit(now time.Time) {
	switch {
	case o.refusal != nil:
	case !o.record.Expires.After(now):
		o.refusal = refuse(CodeBadExpiry, "the record has expired")
	case o.record.Expires.After(now.Add(deposit.MaxAge + deposit.MaxSkew)):
		o.refusal = refuse(CodeBadExpiry, "the record's expiry is too far ahead")
	}
}

// put writes the records that fit, and answers for all.
func (ss *session) put(m *pb.PointerPut) error {
	offers, err := offersFromWire(m)
	if err != nil {
		return malformed(err)
	}
	if err := ss.afford(len(offers)); err != nil {
		return err
	}
	now := time.Now()
	for _, o := range offers {
		o.depositor, o.network = ss.from, ss.network
		o.fit(now)
	}
	if err := ss.commit(offers, now); err != nil {
		return err
	}
	refusals := make([]*Refusal, len(offers))
	for i, o := range offers {
		refusals[i] = o.refusal
	}
	return ss.stream.Send(outcomesToWire(refusals))
}

// commit puts the offers that are not refused.
func (h *Holder) commit(offers []*offer, now time.Time) error {
	fit := slices.DeleteFunc(slices.Clone(offers), func(o *offer) bool { return o.refusal != nil })
	if len(fit) == 0 {
		return nil
	}
	return h.write(func(tx *vault.Tx) error {
		for _, o := range fit {
			if err := o.put(tx, h.limits, now); err != nil {
				return err
			}
		}
		tx.AfterCommit(func() { h.announce(fit) })
		return nil
	})
}

// put writes the record or notes why not. One that is held already keeps its
// row. The error is the disk's, never the depositor's.
func (o *offer) put(tx *vault.Tx, l Limits, now time.Time) error {
	o.fresh, o.refusal = false, nil // it may run twice
	s, err := standingOf(tx, o)
	if err != nil || s.held {
		return err
	}
	if o.refusal = s.judge(l); o.refusal != nil {
		return nil
	}
	victims, err := s.victims(tx, o, l)
	if err != nil || o.refusal != nil {
		return err
	}
	for _, v := range victims {
		if err := evict(tx, v); err != nil {
			return err
		}
	}
	o.fresh = true
	return addRecord(tx, o, earlier(o.record.Expires, now.Add(l.MaxAge)))
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// announce tells those on this machine who wait for the mailboxes.
func (h *Holder) announce(offers []*offer) {
	seen := make(map[deposit.Mailbox]bool)
	for _, o := range offers {
		if o.fresh && !seen[o.record.Mailbox] {
			seen[o.record.Mailbox] = true
			h.bus.Publish(Stored{Mailbox: o.record.Mailbox})
		}
	}
}
