package pointer

import (
	"slices"

	"restante/node/vault"
	"restante/offline/deposit"
)

// standing is what the tables say about an offer.
type standing struct {
	held, gone bool // the record is here already; a tombstone is

	mailbox, depositor, network, all int // records
	networkTombstones, allTombstones int
}

// judge refuses what no stamp can buy.
func (s standing) judge(l Limits) *Refusal {
	switch {
	case s.gone:
		return refuse(CodeGone, "the record was released or cancelled")
	case s.depositor >= l.PerDepositor:
		return refuse(CodeDepositorFull, "the depositor has too many records here")
	case s.networkTombstones >= l.Tombstones:
		return refuse(CodeNetworkFull, "too many records from this network were removed")
	case s.allTombstones >= l.AllTombstones:
		return refuse(CodeHolderFull, "the holder is full")
	}
	return nil
}

// victim is a record that has to go for a better one.
type victim struct {
	id, work int64
	mailbox  deposit.Mailbox
	network  string
}

// victims are the records that make room for the offer wherever it is scarce, or
// else the offer is refused. Nothing is evicted for an offer that is refused.
func (s standing) victims(tx *vault.Tx, o *offer, l Limits) (vs []victim, err error) {
	for _, place := range []struct {
		full    bool
		refusal *Refusal
		weakest func() (victim, error)
		relief  func(victim) bool // the victim leaves room here too
	}{
		{s.network >= l.PerNetwork, refuse(CodeNetworkFull, "too many records from this network"),
			func() (victim, error) { return weakestFrom(tx, o.network) },
			func(v victim) bool { return v.network == o.network }},
		{s.mailbox >= l.PerMailbox, refuse(CodeMailboxFull, "the mailbox is full"),
			func() (victim, error) { return weakestOf(tx, o.record.Mailbox) },
			func(v victim) bool { return v.mailbox == o.record.Mailbox }},
		{s.all >= l.Records, refuse(CodeHolderFull, "the holder is full"),
			func() (victim, error) { return weakestOfAll(tx) },
			func(victim) bool { return true }},
	} {
		if !place.full || slices.ContainsFunc(vs, place.relief) {
			continue
		}
		v, err := place.weakest()
		if err != nil {
			return nil, err
		}
		if v.work >= int64(o.work) {
			o.refusal = place.refusal
			if v.work < deposit.MaxWork {
				o.refusal.Work = int(v.work) + 1
			}
			return nil, nil
		}
		vs = append(vs, v)
	}
	return vs, nil
}
