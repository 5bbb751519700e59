package delivery

import (
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/contact"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/direct"
	"restante/offline/inbox"
)

var (
	_ inbox.Receiver  = (*Service)(nil)
	_ direct.Receiver = (*Service)(nil)
)

// Receive implements [inbox.Receiver]: it opens a batch and commits it whole.
func (s *Service) Receive(ctx context.Context, batch []inbox.Sealed) (out []inbox.Outcome, err error) {
	return s.commit(ctx, s.openAll(batch), false)
}

// commit takes a batch in one transaction. A message that its handler refuses
// undoes the whole, which is then taken again, each message on its own.
func (s *Service) commit(ctx context.Context, ms []opened, direct bool) (out []inbox.Outcome, err error) {
	for _, careful := range []bool{false, true} {
		err = s.Vault.Update(ctx, "receive", func(tx *vault.Tx) (err error) {
			out, err = s.takeAll(tx, ms, how{direct: direct, careful: careful})
			return err
		})
		if !errors.Is(err, ErrInvalid) {
			break
		}
	}
	for _, o := range out {
		if err == nil && o == inbox.Unreadable {
			s.refusals.Add(1)
		}
	}
	return out, err
}

// Refused counts what came in since the start and was refused: damaged, forged, sealed for
// somebody else, or to a key that is gone. Nothing was changed by it, and nobody got a receipt.
func (s *Service) Refused() int { return int(s.refusals.Load()) }

// how a message came.
type how struct {
	direct  bool
	careful bool            // it must be possible to undo it alone
	door    contact.Verdict // what it takes to come in
}

func (s *Service) takeAll(tx *vault.Tx, ms []opened, h how) (out []inbox.Outcome, err error) {
	for _, m := range ms {
		o, err := s.take(tx, m, h)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// Message implements [direct.Receiver]: the answer follows the commit.
func (s *Service) Message(ctx context.Context, from peer.ID, _ deposit.Mailbox, sealed []byte) direct.Answer {
	one := s.open(inbox.Sealed{Digest: sha256.Sum256(sealed), Bytes: sealed})
	if one.err != nil || one.Locked != nil && one.Sender != from { // nothing worth a commit, or anybody may have put that name on it
		s.refusals.Add(1)
		return direct.Answer{Outcome: direct.Refused, Reason: cannotRead}
	}
	out, err := s.commit(ctx, []opened{one}, true)
	switch {
	case err != nil:
		s.logged(ctx, err)
		return direct.Answer{Outcome: direct.Busy}
	case out[0] == inbox.Parked: // it comes in another session
		return direct.Answer{Outcome: direct.NotYet}
	case out[0] == unstamped:
		return direct.Answer{Outcome: direct.NotYet, Reason: needsStamp}
	case out[0] == inbox.Aside: // it may be let in later
		return direct.Answer{Outcome: direct.Busy}
	case out[0] == inbox.Unreadable:
		return direct.Answer{Outcome: direct.Refused, Reason: cannotRead}
	}
	return direct.Answer{Outcome: direct.Committed}
}

// take commits one message: it, its mark, its place and the receipt for it.
func (s *Service) take(tx *vault.Tx, m opened, h how) (inbox.Outcome, error) {
	before, err := inbox.Seen(tx, m.Digest)
	if err != nil {
		return 0, err
	}
	verdict, o, err := s.admit(tx, m, before, h)
	if err != nil || o != 0 {
		return o, err
	}
	if before == inbox.Done || before == inbox.Duplicate {
		if m.err == nil {
			err = s.repeated(tx, m, h.direct)
		}
		return inbox.Duplicate, err
	}
	if before == inbox.Parked {
		return inbox.Parked, nil
	}
	if h.door = verdict; verdict.Asks() {
		return s.greet(tx, m, h)
	}
	return s.takeIn(tx, m, h)
}

// takeIn commits a message that may come in.
func (s *Service) takeIn(tx *vault.Tx, m opened, h how) (inbox.Outcome, error) {
	if m.err == nil && m.Locked != nil {
		if o, err := s.unlock(tx, &m); err != nil || o != 0 {
			return o, err
		}
	}
	o, err := s.accept(tx, m, h)
	if h.careful && errors.Is(err, ErrInvalid) {
		s.Log.Info("a message was dropped", "err", err)
		o, err = inbox.Unreadable, nil
	}
	if err != nil {
		return 0, err
	}
	return o, inbox.Mark(tx, m.Digest, m.mark(o))
}

// mark is how an outcome is remembered. What was opened in a session and then made no
// sense is never opened again: its key is used up, so the session would look broken.
func (m opened) mark(o inbox.Outcome) inbox.Outcome {
	if o == inbox.Unreadable && m.healed > 0 {
		return inbox.Parked
	}
	return o
}

func (s *Service) accept(tx *vault.Tx, m opened, how how) (inbox.Outcome, error) {
	if m.err != nil || m.Sender == s.Key.ID() {
		return inbox.Unreadable, nil
	}
	if m.Kind == envelope.KindReceipt || m.Kind == envelope.KindReset {
		// nothing was sent to a stranger that could be acknowledged
		if stranger, err := s.Contacts.Stranger(tx, m.Sender); stranger || err != nil {
			return inbox.Unreadable, err
		}
	}
	if how.door.Asks() {
		ok, err := s.welcome(tx, m, how.door)
		if err != nil {
			return 0, err
		}
		if !ok {
			return 0, errUnwelcome
		}
	}
	if room, o, err := s.mayLearn(tx, m, how); err != nil || !room {
		return o, err
	}
	if len(m.card) > 0 {
		err := s.Contacts.Learn(tx, m.Sender, m.card)
		if err != nil && !errors.Is(err, card.ErrCard) { // half of it may be written
			return 0, err
		}
	}
	if err := s.offered(tx, m); err != nil {
		return 0, err
	}
	if m.request {
		return s.asked(tx, m)
	}
	if m.Kind == envelope.KindReceipt {
		return inbox.Done, s.receipted(tx, m)
	}
	if m.Kind == envelope.KindReset {
		return inbox.Done, s.reset(tx, m)
	}
	h := s.handlers[m.Kind]
	if !s.makesSense(m) {
		return inbox.Unreadable, nil
	}
	c, err := readCame(tx, m.Sender, m.Device)
	if err != nil {
		return 0, err
	}
	if c.set.has(m.Seq) {
		return inbox.Duplicate, s.repeated(tx, m, how.direct)
	}
	if !how.careful {
		return inbox.Done, s.store(tx, m, h, c)
	}
	return inbox.Done, whole(tx, func() error { return s.store(tx, m, h, c) })
}

// mayLearn reports whether what travels with a message may be kept, and an outcome if not:
// of a stranger whose message leads to nothing, neither card nor session stays.
func (s *Service) mayLearn(tx *vault.Tx, m opened, how how) (bool, inbox.Outcome, error) {
	if m.request {
		return s.mayAsk(tx, m)
	}
	return !how.door.Asks() || s.makesSense(m), inbox.Unreadable, nil
}

// makesSense reports whether a message is of a kind that is known here, with a number.
func (s *Service) makesSense(m opened) bool {
	return s.handlers[m.Kind] != nil && m.Seq > 0 && m.Seq <= maxSeq
}

// whole leaves nothing of f in the transaction if f fails: neither a handler's
// first steps nor a stranger whose only message was not valid.
func whole(tx *vault.Tx, f func() error) error {
	if _, err := tx.Exec(`SAVEPOINT one`); err != nil {
		return vault.While("beginning to store a message", err)
	}
	err := f()
	if err != nil {
		if _, e := tx.Exec(`ROLLBACK TO one`); e != nil {
			return errors.Join(e, err)
		}
	}
	_, e := tx.Exec(`RELEASE one`)
	return errors.Join(err, vault.While("storing a message", e))
}

func (s *Service) store(tx *vault.Tx, m opened, h Handler, c came) error {
	guest, err := s.guest(tx, m, h)
	if err != nil {
		return err
	}
	request := false
	if !guest {
		if request, err = s.meet(tx, m); err != nil {
			return err
		}
	}
	err = h.Received(tx, Incoming{Peer: m.Sender, Device: m.Device, Seq: m.Seq, ID: m.ID,
		SentAt: m.SentAt, Came: time.Now(), Body: m.body, Request: request, Healed: m.healed})
	if err != nil {
		return err
	}
	if len(c.set) == 0 {
		tx.AfterCommit(func() { s.Bus.Publish(Heard{m.Sender}) })
	}
	c.set = c.set.with(m.Seq).closed(maxSpans)
	if err := putCame(tx, m.Sender, m.Device, c); err != nil {
		return err
	}
	return s.due(tx, m.Sender)
}

// HeardOf reports whether any message ever came from a peer.
func (s *Service) HeardOf(tx *vault.Tx, p peer.ID) (heard bool, err error) {
	err = tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM came WHERE peer = ?)`, p.String()).Scan(&heard)
	return heard, vault.While("looking for what came from a peer", err)
}
