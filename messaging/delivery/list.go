package delivery

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/outbox"
)

// Pending lists everything under way, receipts included, oldest first.
func (s *Service) Pending(ctx context.Context) (all []Pending, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		all = nil
		waiting, err := listSent(tx, `state = 'waiting' ORDER BY at`)
		if err != nil {
			return err
		}
		for _, r := range waiting {
			all = append(all, Pending{Ref: r.ref, Kind: kindName(r.kind), MessageID: r.id, Peer: r.peer, State: Waiting,
				Reason: cmp.Or(r.reason, "no key of the recipient is known yet"), Accepted: r.at, Expires: r.expires})
		}
		rows, err := outbox.List(tx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			p, err := pending(tx, r)
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		return nil
	})
	return all, err
}

func pending(tx *vault.Tx, r outbox.Row) (Pending, error) {
	p := Pending{Ref: r.Ref, Kind: "receipt", Peer: r.Peer, Size: r.Size, State: Queued, Reason: r.Refused, Accepted: r.Accepted,
		NextAttempt: r.NextAttempt, Expires: r.Expires, Attempts: r.Attempts, Pointers: r.Pointers}
	if r.State == outbox.Stored {
		p.State = Stored
	}
	switch {
	case strings.HasPrefix(r.Ref, requestPrefix):
		p.Kind = "request"
	case r.Class == outbox.Message:
		m, err := readSent(tx, r.Ref)
		if err != nil {
			return p, err
		}
		p.Kind, p.MessageID = kindName(m.kind), m.id
	}
	hs, err := outbox.Holders(tx, r.Ref)
	for _, h := range hs {
		p.Holders = append(p.Holders, Holder{Node: h.Node, Account: h.Account, Expires: h.Until})
	}
	return p, err
}

// MaxGivenUp is how many messages [Service.GivenUp] lists.
const MaxGivenUp = 200

// GivenUp lists what failed or expired, newest first. Pictures, grants and checks of orders
// are left out: they are sent again without being asked.
func (s *Service) GivenUp(ctx context.Context) (all []GivenUp, err error) {
	err = s.Vault.View(ctx, func(tx *vault.Tx) error {
		rows, err := listSent(tx, `ended_at > 0 AND state IN ('failed', 'expired') AND kind NOT IN (?, ?, ?) ORDER BY ended_at DESC, ref LIMIT ?`,
			int(envelope.KindPicture), int(envelope.KindGrant), int(envelope.KindOrderSync), MaxGivenUp)
		for _, r := range rows {
			all = append(all, GivenUp{MessageID: r.id, Peer: r.peer, State: r.state, Reason: r.reason, When: r.ended})
		}
		return err
	})
	return all, err
}

func kindName(k envelope.Kind) string {
	switch k {
	case envelope.KindChat:
		return "chat"
	case envelope.KindPicture:
		return "picture"
	case envelope.KindGrant:
		return "grant"
	case envelope.KindOrder:
		return "order"
	case envelope.KindOrderSync:
		return "order check"
	}
	return "message"
}

// Holders gives who holds a message until when.
func (s *Service) Holders(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) (all []Holder, err error) {
	hs, err := outbox.Holders(tx, refOf(k, p, id))
	for _, h := range hs {
		all = append(all, Holder{Node: h.Node, Account: h.Account, Expires: h.Until})
	}
	return all, err
}

// Facts are until when a message is tried, zero if it is not under way, and how many
// messages ago the keys were agreed on that it is sealed with; 0: not in a session.
func (s *Service) Facts(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) (expires time.Time, healed uint32, err error) {
	var until int64
	_, err = tx.One("reading a sent message", `SELECT expires, healed FROM sent WHERE ref = ?`, []any{refOf(k, p, id)}, &until, &healed)
	return fromNano(until), healed, err
}

// Path gives a message's stops so far, in order.
func (s *Service) Path(tx *vault.Tx, k envelope.Kind, p peer.ID, id string) ([]Step, error) {
	r, err := readSent(tx, refOf(k, p, id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	steps := []Step{{At: r.at, What: StepAccepted}}
	if !r.sealed.IsZero() {
		steps = append(steps, Step{At: r.sealed, What: StepSealed})
	}
	hs, err := outbox.Holders(tx, r.ref)
	if err != nil {
		return nil, err
	}
	for _, h := range hs {
		steps = append(steps, Step{At: h.Since, What: StepHeld, Node: h.Node, Account: h.Account})
	}
	if p, under, err := outbox.Get(tx, r.ref); err != nil {
		return nil, err
	} else if under {
		steps = append(steps, Step{At: p.LastAttempt, What: StepAttempt})
	}
	return append(steps, end(r)...), nil
}

func end(r sentRow) []Step {
	what := map[State]StepKind{Delivered: StepDelivered, Read: StepRead, Failed: StepFailed, Expired: StepExpired}[r.state]
	if what == "" {
		return nil
	}
	return []Step{{At: r.ended, What: what}}
}

// isMessageRef reports whether ref names a message rather than a receipt, a reset or a request.
func isMessageRef(ref string) bool {
	return !strings.HasPrefix(ref, "receipt/") && !strings.HasPrefix(ref, "reset/") && !strings.HasPrefix(ref, requestPrefix)
}
