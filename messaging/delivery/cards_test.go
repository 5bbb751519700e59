package delivery

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/messaging/card"
	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/outbox"
)

// rotates gives this side a card with another prekey.
func (s *side) rotates() {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { _, err := tx.Exec(`UPDATE prekeys SET created = 0`); return err })
	must(s.t, s.Contacts.Refresh(s.t.Context()))
}

// reinstalled is the same person on another device, who has nothing but the words.
func (s *side) reinstalled() *side {
	s.t.Helper()
	return newSideOf(s.t, s.Key)
}

// renews seals anew all that is due and gives the parcels.
func (s *side) renews() (all []outbox.Parcel) {
	s.t.Helper()
	s.out.take()
	for {
		wait, err := s.renew(s.t.Context())
		must(s.t, err)
		ps := s.out.take()
		if all = append(all, ps...); len(ps) == 0 && wait > 0 {
			return all
		}
	}
}

// stored is what the outbox says of a parcel that a push node holds.
func (s *side) stored(p outbox.Parcel) {
	s.t.Helper()
	s.update(func(tx *vault.Tx) error { return s.Changed(tx, p.Ref, outbox.Stored, "") })
}

func TestNewKeySealsANewGeneration(t *testing.T) {
	for name, change := range map[string]func(bob *side) *side{
		"prekey": func(bob *side) *side { bob.rotates(); return bob },
		"device": (*side).reinstalled,
	} {
		alice, bob := pair(t)
		var first []envelope.Message
		var hashes []envelope.Hash
		for i := range 3 {
			_, p := alice.send(bob, fmt.Sprint("m", i))
			m, h := bob.opens(p.Sealed)
			first, hashes = append(first, m), append(hashes, h)
			alice.stored(p)
		}
		now := change(bob)
		alice.meets(now)
		alice.wantAudit(0)
		ps := alice.renews()
		if len(ps) != 3 {
			t.Fatalf("%s: %d new generations, want 3", name, len(ps))
		}
		for i, p := range ps {
			m, h := now.opens(p.Sealed)
			if m.ID != first[i].ID || m.Seq != first[i].Seq || m.Device != first[i].Device || m.Prev != first[i].Prev || h != hashes[i] {
				t.Errorf("%s: %+v became %+v", name, first[i], m)
			}
			alice.wantState(bob, m.ID, Queued) // the new one lies on this computer only
		}
		if ps := alice.renews(); len(ps) != 0 {
			t.Errorf("%s: %d sealed once more", name, len(ps))
		}
		alice.wantAudit(0)
	}
}

// What ended is not sealed again, nor is what is for others.
func TestNewKeyIsForWhatIsUnderWay(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	alice.meets(carol)
	for id, st := range map[string]outbox.State{"delivered": outbox.Delivered, "failed": outbox.Failed, "expired": outbox.Expired} {
		_, p := alice.send(bob, id)
		alice.update(func(tx *vault.Tx) error {
			return errors.Join(alice.Outbox.Done(tx, p.Ref), alice.Changed(tx, p.Ref, st, "for a reason"))
		})
	}
	alice.send(carol, "for Carol")
	alice.send(bob, "for Bob")
	bob.rotates()
	alice.meets(bob)
	if ps := alice.renews(); len(ps) != 1 || ps[0].Peer != bob.id() {
		t.Errorf("%d were sealed anew, want one", len(ps))
	}
	alice.wantAudit(0)
}

// A card that says something else with the same key changes nothing under way.
func TestSameKeySealsNothing(t *testing.T) {
	alice, bob := pair(t)
	alice.send(bob, "m1")
	_, p := bob.send(alice, "from Bob")
	alice.gets(p.Sealed)
	alice.receipts()
	must(t, bob.Contacts.SetName(t.Context(), "Robert"))
	alice.meets(bob)
	if ps := alice.renews(); len(ps) != 0 {
		t.Errorf("%d were sealed anew", len(ps))
	}
	if rs := alice.receipts(); len(rs) != 0 {
		t.Errorf("%d receipts were sealed anew", len(rs))
	}
}

// Many are sealed in batches, and a stop between two of them loses none.
func TestNewKeyComesInBatches(t *testing.T) {
	alice, bob := pair(t)
	const n = renewBatch + 3
	for i := range n {
		alice.send(bob, fmt.Sprint("m", i))
	}
	bob.rotates()
	alice.meets(bob)
	wait, err := alice.renew(t.Context())
	must(t, err)
	if got := len(alice.out.take()); got != renewBatch || wait != 0 {
		t.Fatalf("a batch of %d, the next in %v", got, wait)
	}
	alice.wantAudit(0)
	if ps := alice.renews(); len(ps) != 3 {
		t.Errorf("%d are left, want 3", len(ps))
	}
}

// One peer's fault holds up no other, and what failed is tried again.
func TestRenewalsFailAlone(t *testing.T) {
	alice, bob := pair(t)
	carol := newSide(t)
	alice.meets(carol)
	for _, to := range []*side{bob, carol} {
		_, p := alice.send(to, "hi")
		alice.stored(p)
		to.rotates()
		alice.meets(to)
	}
	fault := errors.New("Bob's fault")
	alice.owner.refuse = func(c Change) error {
		if c.Peer == bob.id() {
			return fault
		}
		return nil
	}
	if wait, err := alice.renew(t.Context()); !errors.Is(err, fault) || wait != renewRetry {
		t.Errorf("%v, again in %v", err, wait)
	}
	alice.wantState(carol, "hi", Queued)
	alice.wantState(bob, "hi", Stored)
	alice.owner.refuse = nil
	alice.renews()
	alice.wantState(bob, "hi", Queued)
	alice.wantAudit(0)
}

// A peer that makes a new key again and again has its mail sealed once in a while.
func TestNewKeysAreFollowedSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		alice.send(bob, "m1")
		n := 0
		for range 60 {
			pass(time.Minute)
			bob.rotates()
			alice.meets(bob)
			n += len(alice.renews())
		}
		if n < 2 || n > 7 {
			t.Errorf("sealed %d times in an hour, want every 10 minutes at most", n)
		}
		pass(newKeyEvery)
		last := alice.renews()
		if len(last) == 1 {
			bob.opens(last[0].Sealed)
		}
		alice.view(func(tx *vault.Tx) error {
			r, err := readSent(tx, refOf(envelope.KindChat, bob.id(), "m1"))
			if c, e := card.Decode(bob.card()); e != nil || keyOf(c) != r.to {
				t.Error("the newest generation is not for the newest key")
			}
			return err
		})
	})
}

// The service does by itself what a new key asks for.
func TestServiceSealsAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alice, bob := pair(t)
		alice.send(bob, "m1")
		alice.Start(t.Context())
		pass(time.Second)
		bob.rotates()
		alice.meets(bob)
		pass(time.Second)
		if ps := alice.out.take(); len(ps) != 1 {
			t.Errorf("%d were sealed anew", len(ps))
		}
		alice.Close()
	})
}

// One's own computer may hold a friend's mail; what is for that friend is not sent to
// oneself.
func TestOwnComputerIsNoPushNode(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	carol := peer.AddrInfo{ID: newSide(t).id()}
	bob.Contacts.OwnNodes = func(*vault.Tx) ([]peer.AddrInfo, error) { return []peer.AddrInfo{{ID: alice.id()}, carol}, nil }
	must(t, bob.Contacts.Refresh(t.Context()))
	alice.meets(bob)
	alice.view(func(tx *vault.Tx) error {
		nodes, err := alice.PushNodes(tx, bob.id())
		if len(nodes) != 1 || nodes[0].ID != carol.ID {
			t.Errorf("mail for Bob goes to %v", nodes)
		}
		return err
	})
}
