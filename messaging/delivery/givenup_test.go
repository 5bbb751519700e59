package delivery

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"restante/messaging/envelope"
	"restante/node/vault"
	"restante/offline/outbox"
)

func (s *side) givenUp() []GivenUp {
	s.t.Helper()
	all, err := s.GivenUp(s.t.Context())
	must(s.t, err)
	return all
}

// What failed or expired is listed, the newest first, until it is sent again or its
// person deletes it.
func TestGivenUp(t *testing.T) {
	alice, bob := pair(t)
	began := time.Now()
	for id, change := range map[string]outbox.State{"delivered": outbox.Delivered, "stored": outbox.Stored} {
		_, p := alice.send(bob, id)
		alice.update(func(tx *vault.Tx) error { return alice.Changed(tx, p.Ref, change, "") })
	}
	for _, c := range []struct {
		id     string
		change outbox.State
		reason string
	}{{"expired", outbox.Expired, ""}, {"failed", outbox.Failed, "too large"}} {
		_, p := alice.send(bob, c.id)
		alice.update(func(tx *vault.Tx) error {
			return errors.Join(alice.Outbox.Done(tx, p.Ref), alice.Changed(tx, p.Ref, c.change, c.reason))
		})
	}
	all := alice.givenUp()
	if len(all) != 2 || all[0].MessageID != "failed" || all[1].MessageID != "expired" {
		t.Fatalf("given up: %+v", all)
	}
	if g := all[0]; g.Peer != bob.id() || g.State != Failed || g.Reason != "too large" || g.When.Before(began) || g.When.After(time.Now()) {
		t.Errorf("%+v", g)
	}
	if g := all[1]; g.State != Expired || g.Reason != "" {
		t.Errorf("%+v", g)
	}
	alice.update(func(tx *vault.Tx) error {
		return errors.Join(alice.SendAgain(tx, envelope.KindChat, bob.id(), "failed"), alice.Forget(tx, envelope.KindChat, bob.id(), "expired"))
	})
	if all := alice.givenUp(); len(all) != 0 {
		t.Errorf("still given up: %+v", all)
	}
}

func TestGivenUpHasALimit(t *testing.T) {
	alice, bob := pair(t)
	for i := range MaxGivenUp + 1 {
		_, p := alice.send(bob, fmt.Sprintf("m%03d", i))
		alice.update(func(tx *vault.Tx) error {
			return errors.Join(alice.Outbox.Done(tx, p.Ref), alice.Changed(tx, p.Ref, outbox.Expired, ""))
		})
	}
	all := alice.givenUp()
	if len(all) != MaxGivenUp || all[0].MessageID != fmt.Sprintf("m%03d", MaxGivenUp) || all[MaxGivenUp-1].MessageID != "m001" {
		t.Errorf("%d are listed, from %s to %s", len(all), all[0].MessageID, all[len(all)-1].MessageID)
	}
}
