package push

import (
	"errors"
	"slices"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
)

// commit puts the offers that are not refused, and lets go of their blocks. What
// is to be fetched is not here yet.
func (ss *session) commit(offers []*offer) {
	fit := slices.DeleteFunc(slices.Clone(offers), func(o *offer) bool { return o.refusal != nil || o.awaited })
	if len(fit) == 0 {
		return
	}
	err := ss.write(func(tx *vault.Tx) error { return ss.putAll(tx, fit) })
	for _, o := range fit {
		o.block = nil
		o.refuseFor(err)
	}
}

// refuseFor notes an error of write, which explains each as a refusal.
func (o *offer) refuseFor(err error) {
	if err != nil {
		errors.As(err, &o.refusal)
	}
}

func (s *Server) putAll(tx *vault.Tx, offers []*offer) error {
	now := time.Now()
	gone := make(map[deposit.Key]bool)
	for _, o := range offers {
		if err := o.put(tx, s.limits, now); err != nil {
			return err
		}
		for _, v := range o.victims {
			gone[v.key] = true
		}
	}
	for _, o := range offers {
		if gone[o.key] && o.refusal == nil { // before its receipt was written
			o.refusal = refuse(CodeMailboxFull, "another deposit of the same call took its room")
		}
	}
	tx.AfterCommit(func() { s.announce(offers) })
	return nil
}

// announce tells those who wait for them, and those whose deposits made
// room.
func (s *Server) announce(offers []*offer) {
	seen := make(map[deposit.Mailbox]bool)
	for _, o := range offers {
		for _, v := range o.victims {
			s.hub.dropped(v.depositor, v.key)
		}
		if o.refusal != nil || !o.placed.fresh {
			continue
		}
		s.hub.publish(o.owner, o.entry())
		if !seen[o.owner] {
			seen[o.owner] = true
			s.bus.Publish(Stored{Mailbox: o.owner})
		}
	}
}
