package delivery

import (
	"crypto/sha256"
	"errors"
	"slices"
	"time"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/direct"
	"restante/offline/inbox"
	"restante/offline/outbox"
)

// send accepts a message and gives its state and parcel, if it has one.
func (s *side) send(to *side, id string) (st State, p outbox.Parcel) {
	s.t.Helper()
	s.pays(to)
	s.out.take()
	s.update(func(tx *vault.Tx) (err error) {
		st, err = s.Send(tx, Outgoing{Peer: to.id(), Kind: envelope.KindChat, ID: id, At: time.Now(), Body: []byte(id)})
		return err
	})
	if ps := s.out.take(); len(ps) == 1 {
		p = ps[0]
	}
	return st, p
}

// pays makes this side's stamp for another, which is a moment's work, and gives it.
func (s *side) pays(to *side) (b []byte) {
	s.t.Helper()
	look := func(tx *vault.Tx) (err error) { b, err = s.stampFor(tx, to.id()); return err }
	if s.view(look); b == nil {
		s.update(func(tx *vault.Tx) error { return s.wantStamp(tx, to.id()) })
		must(s.t, s.MakeStamps(s.t.Context()))
		s.view(look)
	}
	return b
}

func sealed(b []byte) inbox.Sealed { return inbox.Sealed{Digest: sha256.Sum256(b), Bytes: b} }

// gets receives one parcel's bytes as if from a push node.
func (s *side) gets(b []byte) inbox.Outcome {
	s.t.Helper()
	out, err := s.Receive(s.t.Context(), []inbox.Sealed{sealed(b)})
	must(s.t, err)
	return out[0]
}

// getsDirect receives them from the peer itself.
func (s *side) getsDirect(b []byte) direct.Answer {
	return s.Message(s.t.Context(), "", s.mailbox, b)
}

// getsFrom receives them from a certain peer.
func (s *side) getsFrom(from *side, b []byte) direct.Answer {
	return s.Message(s.t.Context(), from.id(), s.mailbox, b)
}

// receipts writes what is due and gives the sealed receipts, and resets.
func (s *side) receipts() (all [][]byte) {
	s.t.Helper()
	s.out.take()
	must(s.t, s.flush(s.t.Context()))
	for _, p := range s.out.take() {
		if p.Class == outbox.Receipt {
			all = append(all, p.Sealed)
		}
	}
	return all
}

// forge seals any message as this side, with a stamp unless something else is aside.
func (s *side) forge(to *side, m envelope.Message, p payload) []byte {
	s.t.Helper()
	var err error
	if m.Aside == nil {
		m.Aside, err = aside{stamp: s.pays(to)}.toWire()
		must(s.t, err)
	}
	m.Body, err = p.toWire()
	must(s.t, err)
	if m.Device == (envelope.Device{}) {
		m.Device = s.run
	}
	m.SentAt = time.Now()
	b, _, err := envelope.Seal(s.Key, to.id(), to.prekey(), m)
	must(s.t, err)
	return b
}

func (s *side) prekey() envelope.Prekey {
	c, err := card.Decode(s.card())
	must(s.t, err)
	return c.Devices[0].Prekey
}

// opens reads a parcel that is for this side, and leaves no trace of that.
func (s *side) opens(b []byte) (envelope.Message, envelope.Hash) {
	s.t.Helper()
	m, h, err := envelope.Open(s.id(), s.Keys, b)
	must(s.t, err)
	if m.Locked == nil {
		return m, h
	}
	err = s.Vault.Update(s.t.Context(), "look", func(tx *vault.Tx) error {
		if m, h, err = envelope.Unlock(s.id(), m, s.Sessions.Ear(tx, m.Sender)); err != nil {
			return err
		}
		return errOnlyALook
	})
	if !errors.Is(err, errOnlyALook) {
		s.t.Fatal(err)
	}
	return m, h
}

var errOnlyALook = errors.New("nothing is to be changed")

func (s *side) state(to *side, id string) (st State) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		r, err := readSent(tx, refOf(envelope.KindChat, to.id(), id))
		st = r.state
		return err
	})
	return st
}

func (s *side) view(f func(tx *vault.Tx) error) {
	s.t.Helper()
	must(s.t, s.Vault.View(s.t.Context(), f))
}

// count runs a query for one number.
func (s *side) count(query string, args ...any) (n int) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error { return tx.QueryRow(query, args...).Scan(&n) })
	return n
}

// got are the IDs that the handler stored, in the order of their coming.
func (s *side) got() (ids []string) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT id FROM got ORDER BY row`)
		if err != nil {
			return err
		}
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return rows.Err()
	})
	return ids
}

func (s *side) wantGot(ids ...string) {
	s.t.Helper()
	if got := s.got(); !slices.Equal(got, ids) {
		s.t.Errorf("stored %q, want %q", got, ids)
	}
}

func (s *side) wantState(to *side, id string, want State) {
	s.t.Helper()
	if got := s.state(to, id); got != want {
		s.t.Errorf("%s is %s, want %s", id, got, want)
	}
}

func (s *side) wantAudit(n int) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		findings, err := Audit(tx)
		if len(findings) != n {
			s.t.Errorf("the audit finds %q, want %d", findings, n)
		}
		return err
	})
}
