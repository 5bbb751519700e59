package push

import (
	"context"
	"errors"
	"slices"
	"time"

	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/pb"
)

var errBatch = errors.New("a client announced no deposits, or too many")

// store answers one STORE: which blocks are wanted, then an outcome for each.
func (ss *session) store(ctx context.Context, count int) error {
	if count < 1 || count > deposit.MaxBatch {
		return errBatch // whatever follows could not be told from a call
	}
	offers, err := ss.offers(count)
	if err != nil {
		return err
	}
	wanted, err := ss.wanted(ctx, offers)
	if err != nil {
		return err
	}
	if err := ss.stream.Send(wantedResponse(wanted)); err != nil {
		return err
	}
	if err := ss.take(offers, wanted); err != nil {
		return err
	}
	return ss.outcomes(offers)
}

// offers reads the announced deposits.
func (ss *session) offers(count int) ([]*offer, error) {
	now := time.Now()
	offers := make([]*offer, count)
	for i := range offers {
		var m pb.Deposit
		if err := ss.stream.Receive(&m); err != nil {
			return nil, err
		}
		o := offerFromWire(&m)
		o.depositor = ss.stream.Remote()
		o.fit(now)
		offers[i] = o
	}
	return offers, nil
}

// wanted names the offers whose blocks are to be sent: those which would be
// accepted and are not here, each block once.
func (ss *session) wanted(ctx context.Context, offers []*offer) (wanted []int, err error) {
	asked := make(map[[32]byte]bool)
	err = ss.view(ctx, func(tx *vault.Tx) error {
		for i, o := range offers {
			if o.refusal != nil || asked[o.digest] {
				continue
			}
			lacks, err := o.lacks(tx, ss.limits)
			if err != nil {
				return err
			}
			if lacks {
				asked[o.digest] = true
				wanted = append(wanted, i)
			}
		}
		return nil
	})
	return wanted, err
}

// take receives the wanted blocks and commits all offers, a share at a time. An
// offer whose block an earlier one brings is committed behind that one.
func (ss *session) take(offers []*offer, wanted []int) error {
	ss.active.Add(1)
	defer ss.active.Add(-1)
	from, held := 0, 0
	for i, o := range offers {
		if len(wanted) > 0 && wanted[0] == i {
			wanted = wanted[1:]
			if err := ss.receive(o); err != nil {
				return err
			}
			held += len(o.block)
		}
		if held >= ss.share() {
			ss.commit(offers[from : i+1])
			from, held = i+1, 0
		}
	}
	ss.commit(offers[from:])
	return nil
}

func (ss *session) receive(o *offer) error {
	var m pb.Block
	if err := ss.stream.Receive(&m); err != nil {
		return err
	}
	o.accept(m.GetData())
	return nil
}

// commit puts the offers that are not refused, and lets go of their blocks.
func (ss *session) commit(offers []*offer) {
	fit := slices.DeleteFunc(slices.Clone(offers), func(o *offer) bool { return o.refusal != nil })
	err := ss.write(func(tx *vault.Tx) error {
		now := time.Now()
		for _, o := range fit {
			if err := o.put(tx, ss.limits, now); err != nil {
				return err
			}
		}
		tx.AfterCommit(func() { ss.announce(fit) })
		return nil
	})
	for _, o := range fit {
		o.block = nil
		if err != nil {
			errors.As(err, &o.refusal) // write explains every error as a refusal
		}
	}
}

// announce tells those who wait for the mailboxes.
func (s *Server) announce(offers []*offer) {
	seen := make(map[deposit.Mailbox]bool)
	for _, o := range offers {
		if o.refusal != nil || !o.placed.fresh {
			continue
		}
		s.hub.publish(o.mailbox, o.entry())
		if !seen[o.mailbox] {
			seen[o.mailbox] = true
			s.bus.Publish(Stored{Mailbox: o.mailbox})
		}
	}
}

// outcomes sends receipts and refusals. Receipts are signed here, behind the
// commit and on the stream's own goroutine.
func (ss *session) outcomes(offers []*offer) error {
	m := &pb.Stored{}
	for _, o := range offers {
		out := &pb.Outcome{}
		if o.refusal != nil {
			out.Refusal = o.refusal.toWire()
		} else {
			var err error
			if out.Receipt, err = o.receipt(ss.key); err != nil {
				return err
			}
		}
		m.Outcomes = append(m.Outcomes, out)
	}
	return ss.stream.Send(&pb.Response{Answer: &pb.Response_Stored{Stored: m}})
}
