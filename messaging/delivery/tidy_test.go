package delivery

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/envelope"
	"restante/messaging/session"
	"restante/node/identity/identitytest"
	"restante/node/vault"
)

func TestWaitingExpires(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := newSide(t), newSide(t)
		alice.send(bob, "m1")
		alice.Start(t.Context())
		pass(Lifetime - 2*tidyEvery)
		synctest.Wait()
		alice.wantState(bob, "m1", Waiting)
		pass(3 * tidyEvery)
		synctest.Wait()
		alice.wantState(bob, "m1", Expired)
		alice.Close()
		alice.wantAudit(0)
		alice.meets(bob)
		if ps := alice.out.take(); len(ps) != 0 {
			t.Error("an expired message was sealed")
		}
	})
}

func TestLogIsForgotten(t *testing.T) {
	alice, bob := pair(t)
	for _, id := range []string{"delivered", "failed", "queued"} {
		alice.send(bob, id)
	}
	set := func(id string, st State) func(tx *vault.Tx) error {
		return func(tx *vault.Tx) error { return putState(tx, refOf(envelope.KindChat, bob.id(), id), st, "") }
	}
	alice.update(set("delivered", Delivered))
	alice.update(set("failed", Failed))
	tidy := func(in time.Duration) int {
		must(t, alice.tidyNow(t.Context(), time.Now().Add(in)))
		return alice.count(`SELECT count(*) FROM sent`)
	}
	if n := tidy(KeepLog - time.Minute); n != 3 {
		t.Errorf("%d messages are in the log, want 3", n)
	}
	if n := tidy(KeepLog + time.Minute); n != 2 {
		t.Errorf("%d messages are in the log, want those that did not arrive", n)
	}
}

func TestAuditFindsFaults(t *testing.T) {
	for name, fault := range map[string]string{
		"queued without a parcel":   `DELETE FROM parcel`,
		"stored without a parcel":   `UPDATE sent SET state = 'stored' WHERE id = 'gone'`,
		"delivered and under way":   `UPDATE sent SET state = 'delivered' WHERE id = 'm1'`,
		"failed and under way":      `UPDATE sent SET state = 'failed' WHERE id = 'm1'`,
		"expired and under way":     `UPDATE sent SET state = 'expired' WHERE id = 'm1'`,
		"waiting without a search":  `DELETE FROM search`,
		"sealed to an old key":      `UPDATE sent SET sealed_to = zeroblob(32) WHERE id = 'm1'`,
		"no state":                  `UPDATE sent SET state = 'lost' WHERE id = 'm1'`,
		"a parcel without an owner": `DELETE FROM sent WHERE id = 'm1'`,
	} {
		alice, bob := pair(t)
		carol := newSide(t)
		alice.send(bob, "m1")
		alice.send(carol, "waits")
		_, p := alice.send(bob, "gone")
		alice.update(func(tx *vault.Tx) error {
			return errors.Join(alice.Outbox.Done(tx, p.Ref), putState(tx, p.Ref, Delivered, ""))
		})
		alice.wantAudit(0)
		alice.update(func(tx *vault.Tx) error { _, err := tx.Exec(fault); return err })
		t.Log(name)
		alice.wantAudit(1)
	}
}

func TestPendingAndPath(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	alice.send(carol, "waits")
	alice.send(bob, "m1")
	_, p := bob.send(alice, "from Bob")
	alice.gets(p.Sealed)
	alice.receipts()
	all, err := alice.Pending(t.Context())
	if err != nil || len(all) != 3 {
		t.Fatalf("%+v, %v", all, err)
	}
	w, m, r := all[0], all[1], all[2]
	if w.State != Waiting || w.MessageID != "waits" || w.Reason == "" || w.Expires.IsZero() {
		t.Errorf("waiting: %+v", w)
	}
	if m.State != Queued || m.Kind != "chat" || m.MessageID != "m1" || m.Attempts != 1 || m.NextAttempt.IsZero() {
		t.Errorf("queued: %+v", m)
	}
	if r.Kind != "receipt" || r.MessageID != "" || r.Peer != bob.id() {
		t.Errorf("receipt: %+v", r)
	}
	bob.gets(alice.parcelOf("m1"))
	alice.gets(bob.receipts()[0])
	alice.wantPath(bob, "m1", StepAccepted, StepSealed, StepDelivered)
	alice.wantPath(carol, "waits", StepAccepted)
	alice.wantPath(bob, "unknown")
	alice.view(func(tx *vault.Tx) error {
		at, _, err := alice.Facts(tx, envelope.KindChat, carol.id(), "waits")
		none, _, err2 := alice.Facts(tx, envelope.KindChat, carol.id(), "unknown")
		if at.IsZero() || !none.IsZero() {
			t.Errorf("expires %v and %v", at, none)
		}
		return errors.Join(err, err2)
	})
}

// parcelOf gives the bytes that are under way for a message.
func (s *side) parcelOf(id string) (b []byte) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		return tx.QueryRow(`SELECT sealed FROM parcel JOIN sent ON sent.ref = parcel.ref WHERE id = ?`, id).Scan(&b)
	})
	return b
}

func (s *side) wantPath(to *side, id string, want ...StepKind) {
	s.t.Helper()
	s.view(func(tx *vault.Tx) error {
		steps, err := s.Path(tx, envelope.KindChat, to.id(), id)
		if len(steps) != len(want) {
			s.t.Errorf("%s: %+v, want %v", id, steps, want)
			return err
		}
		for i, st := range steps {
			if st.What != want[i] || st.At.IsZero() || i > 0 && st.At.Before(steps[i-1].At) {
				s.t.Errorf("%s, step %d: %+v, want %s", id, i, st, want[i])
			}
		}
		return err
	})
}

// line carries hints to another side.
type line struct{ to *side }

func (l line) SendHint(ctx context.Context, _ peer.ID, b []byte) error {
	if d, ok := ctx.Deadline(); !ok || time.Until(d) > hintLimit {
		return errors.New("a hint may take for ever")
	}
	l.to.Hint(ctx, "from", b)
	return nil
}

func TestHints(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	must(t, alice.SendHint(t.Context(), bob.id(), 7, []byte("no way to send it")))
	var got string
	bob.HandleHint(7, func(from peer.ID, b []byte) { got += string(from) + ":" + string(b) })
	alice.Hints = line{bob}
	must(t, alice.SendHint(t.Context(), bob.id(), 7, []byte("types")))
	must(t, alice.SendHint(t.Context(), bob.id(), 8, []byte("of another kind")))
	bob.Hint(t.Context(), "from", nil)
	if got != "from:types" {
		t.Errorf("got %q", got)
	}
}

// A stranger's session ends two months after it was used last, a contact's does not; and
// what the stranger writes in it all the same arrives.
func TestStrangersSessionsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := strangers(t)
		carol := newSide(t)
		carol.meets(bob)
		for _, s := range []*side{alice, carol} {
			_, p := s.send(bob, "m1")
			bob.gets(p.Sealed)
		}
		bob.befriends(carol)
		for _, r := range bob.receipts() {
			for _, s := range []*side{alice, carol} {
				s.gets(r)
			}
		}
		sessions := func(with *side) int {
			return bob.count(`SELECT count(*) FROM session WHERE peer = ?`, with.id().String())
		}
		for _, c := range []struct {
			after       time.Duration
			alice, want int
		}{{session.KeepOffer - time.Hour, 1, 1}, {2 * time.Hour, 0, 1}} {
			pass(c.after)
			must(t, bob.tidyNow(t.Context(), time.Now()))
			if a, b := sessions(alice), sessions(carol); a != c.alice || b != c.want {
				t.Errorf("%d with a stranger, %d with a contact", a, b)
			}
		}
		_, p := alice.send(bob, "m2")
		if !bob.locked(p.Sealed) {
			t.Fatal("she has forgotten it too")
		}
		bob.gets(p.Sealed)
		for _, r := range bob.receipts() {
			alice.gets(r)
		}
		for _, p := range alice.renews() {
			bob.gets(p.Sealed)
		}
		bob.wantGot("m1", "m1", "m2")
	})
}

// However many contacts are idle, all strangers are come by.
func TestIdleSessionsInTurn(t *testing.T) {
	bob := newSide(t)
	bob.update(func(tx *vault.Tx) error {
		for i := range forgetBatch + 10 {
			p := identitytest.New(t).ID()
			_, err := bob.Sessions.Offer(tx, p, envelope.Device{byte(i)})
			if err == nil && i%2 == 0 {
				err = bob.Contacts.Befriend(tx, p)
			}
			if err != nil {
				return err
			}
		}
		return tx.Do("waiting", `UPDATE session SET used_at = 0, offer = NULL, ready = 1`)
	})
	for range 2 {
		must(t, bob.tidyNow(t.Context(), time.Now()))
	}
	if n := bob.count(`SELECT count(*) FROM session`); n != (forgetBatch+10)/2 {
		t.Errorf("%d sessions are left", n)
	}
}
