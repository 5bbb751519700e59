package chat

import (
	"context"
	"errors"
	"testing"
	"time"

	"restante/node/vault"
)

func TestStrangersAreRequestsUntilAnswered(t *testing.T) {
	for name, answer := range map[string]func(bob, alice *side) error{
		"accepted": func(bob, alice *side) error { return bob.Contacts.Answer(context.Background(), alice.id(), true) },
		"answered": func(bob, alice *side) error {
			_, err := bob.Send(context.Background(), alice.id(), "", "hi", "")
			return err
		},
		"added": func(bob, alice *side) error { bob.adds(alice); return nil },
	} {
		alice, bob := newSide(t), newSide(t)
		alice.adds(bob)
		id := alice.sends(bob, "who are you?")
		alice.carry(bob)
		if c, _ := bob.row(alice.id()); !c.Request || !bob.message(id).Request {
			t.Errorf("%s: a stranger is no request", name)
		}
		must(t, answer(bob, alice))
		if c, _ := bob.row(alice.id()); c.Request || bob.message(id).Request {
			t.Errorf("%s: still a request", name)
		}
		second := alice.sends(bob, "nice")
		alice.carry(bob)
		if bob.message(second).Request {
			t.Errorf("%s: the next message is a request", name)
		}
	}
}

func TestDeclinedStaysARequest(t *testing.T) {
	alice, bob := newSide(t), newSide(t)
	alice.adds(bob)
	id := alice.sends(bob, "who are you?")
	alice.carry(bob)
	must(t, bob.Contacts.Answer(t.Context(), alice.id(), false))
	if !bob.message(id).Request {
		t.Error("declining made a contact")
	}
}

func TestAuditFindsFaults(t *testing.T) {
	for name, fault := range map[string]string{
		"a wrong count":        `UPDATE conversation SET unread = 7`,
		"a wrong last message": `UPDATE conversation SET last = (SELECT min(row) FROM message)`,
		"no conversation":      `DELETE FROM conversation`,
		"no state":             `UPDATE message SET state = '' WHERE id = (SELECT id FROM message WHERE outgoing = 1 LIMIT 1)`,
	} {
		alice, bob := pair(t)
		alice.told(bob.id(), 1, 1, "hi", time.Now().Add(-time.Hour))
		alice.sends(bob, "hello")
		alice.Audit(Audit)
		broken := errors.New("rolled back")
		err := alice.Vault.Update(t.Context(), "test", func(tx *vault.Tx) error {
			if _, err := tx.Exec(fault); err != nil {
				return err
			}
			if findings, err := Audit(tx); len(findings) != 1 || err != nil {
				t.Errorf("%s: %q, %v", name, findings, err)
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Error(err)
		}
	}
}
