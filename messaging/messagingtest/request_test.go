package messagingtest

import (
	"context"
	"slices"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/node/vault"
)

// nextSearch is when the card of another user is looked for again.
func (u *User) nextSearch(of string) (at time.Time) {
	u.w.t.Helper()
	u.must("looking at searches", u.node.Vault.View(context.Background(), func(tx *vault.Tx) error {
		var n int64
		_, err := tx.One("looking at searches", `SELECT next_at FROM search WHERE peer = ?`, []any{u.w.As(of).id.String()}, &n)
		at = time.Unix(0, n)
		return err
	}))
	return at
}

// request is the contact request to another user that is under way.
func (u *User) request(to string) (r delivery.Pending, found bool) {
	u.w.t.Helper()
	all := u.UnderWay(to)
	i := slices.IndexFunc(all, func(p delivery.Pending) bool { return p.Kind == "request" })
	if i < 0 {
		return r, false
	}
	return all[i], true
}

// Alice has Bob's peer ID from a piece of paper, and his card is nowhere: he has not
// been there yet. Her message waits for his keys, and only a request goes out, to her
// push node and as a pointer in the DHT. He comes when she is not reached and does not
// look for him; his computer finds the request and answers, and with the answer comes
// the card. What waited is sealed then, and is a request of hers until he accepts.
func TestRequestIsAllThatGoesOut(t *testing.T) {
	virtually(t, func(w *World) {
		bob := w.User("bob") // with nobody there who could keep his card
		w.Stop("bob")
		w.User("carol")
		w.Hub("carol")
		w.PushNode("lima")
		alice := w.User("alice", "lima")
		id := alice.Send("bob", "I found your address in a book")
		alice.Until("the request to be held", func() bool {
			r, found := alice.request("bob")
			return found && r.State == delivery.Stored
		})
		for _, p := range alice.UnderWay("bob") {
			if p.Kind == "chat" && (p.State != delivery.Waiting || p.Reason != "no key of the recipient is known yet") {
				t.Errorf("%+v", p)
			}
		}
		if n := w.Node("lima").Holds(); n != 1 {
			t.Errorf("lima holds %d", n)
		}
		for time.Until(alice.nextSearch("bob")) < 20*time.Minute {
			pass(time.Minute)
		}
		quiet := alice.nextSearch("bob")
		w.Far("alice", "bob", day)
		bob.place.hub = w.hub
		w.Start("bob")
		alice.Until("the card to come", func() bool { return alice.person("bob").CardVersion > 0 })
		if time.Now().After(quiet) {
			t.Error("the card was found by a search")
		}
		if _, found := alice.request("bob"); found {
			t.Error("he is asked on")
		}
		bob.Sees("alice", "I found your address in a book")
		if c := bob.person("alice"); !c.Request {
			t.Errorf("%+v", c)
		}
		bob.must("accepting", bob.core.Contacts.Answer(context.Background(), alice.id, true))
		alice.Waits(id, delivery.Delivered)
		bob.Send("alice", "which book?")
		alice.Sees("bob", "I found your address in a book", "which book?")
	})
}
