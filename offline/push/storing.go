package push

import (
	"context"
	"errors"
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
	wanted, large, err := ss.wanted(ctx, offers)
	if err != nil {
		return err
	}
	if err := ss.stream.Send(wantedResponse(wanted)); err != nil {
		return err
	}
	if err := ss.take(offers, wanted); err != nil {
		return err
	}
	for _, o := range large {
		ss.fetch(ctx, o)
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
		o.depositor, o.network = ss.stream.Remote(), ss.network
		o.fit(now, ss.maxLarge())
		offers[i] = o
	}
	return offers, nil
}

// meter refuses what comes too fast from those who are no users.
func (ss *session) meter(tx *vault.Tx, offers []*offer, now time.Time) error {
	user, err := hasUsers(tx, ss.stream.Remote())
	if err != nil || user {
		return err
	}
	for _, o := range offers {
		cost := float64(1 + (o.size-1)/maxBlock)
		if o.refusal == nil && !(ss.byPeer.take(string(o.depositor), cost, now) && ss.byNetwork.take(o.network, cost, now)) {
			o.refusal = refuse(CodeTooFast, "too many deposits in a short time")
		}
	}
	return nil
}

// wanted names the offers whose blocks are to be sent, and those that the node
// has to fetch: which would be accepted and are not here, each block once.
func (ss *session) wanted(ctx context.Context, offers []*offer) (wanted []int, large []*offer, err error) {
	asked := make(map[root]bool)
	err = ss.view(ctx, func(tx *vault.Tx) error {
		if err := ss.meter(tx, offers, time.Now()); err != nil {
			return err
		}
		for i, o := range offers {
			if o.refusal != nil || asked[o.root] {
				continue
			}
			lacks, err := o.lacks(tx, ss.limits)
			switch {
			case err != nil:
				return err
			case lacks && o.large():
				large = append(large, o)
			case lacks:
				asked[o.root] = true
				wanted = append(wanted, i)
			}
		}
		return nil
	})
	for _, o := range large {
		o.awaited = true
	}
	return wanted, large, err
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
