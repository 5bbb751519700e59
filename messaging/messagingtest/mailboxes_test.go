package messagingtest

import (
	"context"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/node/vault"
	"restante/offline/deposit"
)

// lie counts what lies at the push node, by mailbox.
func (p *PushNode) lie() map[deposit.Mailbox]int {
	p.w.t.Helper()
	all := make(map[deposit.Mailbox]int)
	err := p.node.Vault.View(context.Background(), func(tx *vault.Tx) error {
		rows, err := tx.Query(`SELECT mailbox FROM push_deposits`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var b []byte
			if err := rows.Scan(&b); err != nil {
				return err
			}
			all[deposit.Mailbox(b)]++
		}
		return rows.Err()
	})
	if err != nil {
		p.w.t.Fatalf("%s: looking at deposits: %v", p.Name, err)
	}
	return all
}

// Those who have talked leave mail where nobody else can tell for whom it is, every
// week elsewhere; who was away for weeks finds all of it.
func TestPairMailboxes(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		for _, text := range []string{"one", "two"} {
			alice.Waits(alice.Send("bob", text), delivery.Delivered)
			bob.Waits(bob.Send("alice", text), delivery.Delivered)
		}
		pass(time.Minute)
		w.Stop("bob")
		w.Node("oslo").Empty()
		public := bob.mailbox()
		var ids []string
		for i, text := range []string{"three", "four", "five"} {
			id := alice.Send("bob", text)
			alice.Waits(id, delivery.Stored)
			ids = append(ids, id)
			if all := w.Node("oslo").lie(); len(all) != i+1 || all[public] != 0 {
				t.Errorf("in week %d mail lies in %d mailboxes, %d in the public one", i, len(all), all[public])
			}
			w.Stop("alice", "oslo") // an idle machine only makes the test slow
			pass(7 * day)
			w.Start("oslo", "alice")
		}
		w.Stop("alice") // what bob finds now waited for him
		w.Start("bob")
		bob.Sees("alice", "one", "one", "two", "two", "three", "four", "five")
		w.Start("alice")
		for _, id := range ids {
			alice.Waits(id, delivery.Delivered)
		}
		alice.Clean()
	})
}
