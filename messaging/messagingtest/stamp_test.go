package messagingtest

import (
	"context"
	"testing"
	"time"

	"restante/messaging/delivery"
	"restante/messaging/session"
	"restante/messaging/stamp"
	"restante/node/vault"
)

// cheats has a user believe that the work for this week's stamp was done.
func (u *User) cheats(whom string) {
	u.w.t.Helper()
	u.must("cheating", u.node.Vault.Update(context.Background(), "test", func(tx *vault.Tx) error {
		s := stamp.Stamp{Week: session.WeekOf(time.Now()), Nonce: 1}
		return tx.Do("cheating", `INSERT OR REPLACE INTO stamp (peer, week, asked, proof) VALUES (?, ?, 0, ?)`,
			u.w.As(whom).id.String(), int64(s.Week), s.Bytes())
	}))
}

// Alice has worked to write to Bob, Carol only says so. Both of their messages lie for
// him three weeks. Alice is shown as a request; of Carol nothing is, on any way, until
// Bob adds her. Then all comes in.
func TestStrangersStamps(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, carol, bob := w.User("alice"), w.User("carol"), w.User("bob", "oslo")
		link := bob.Link()
		w.Stop("bob")
		carol.cheats("bob")
		var ids []string
		for _, u := range []*User{alice, carol} {
			u.Adds(link)
			ids = append(ids, u.Send("bob", "hello from "+u.Name))
			u.Waits(ids[len(ids)-1], delivery.Stored)
		}
		w.Stop("alice", "carol", "oslo") // an idle machine only makes the test slow
		pass(21 * day)
		w.Start("oslo", "bob")
		bob.Sees("alice", "hello from alice")
		if c := bob.person("alice"); !c.Request || c.Shown != 1 {
			t.Errorf("%+v", c)
		}
		bob.Until("Carol's to be counted", func() bool { return bob.person("carol").Left == 1 })
		w.Start("carol")
		carol.cheats("bob")
		carol.Calls("bob") // he is there
		pass(time.Minute)
		ids = append(ids, carol.Send("bob", "are you there?"))
		pass(time.Hour)
		if c, texts := bob.person("carol"), bob.Texts("carol"); c.Request || len(texts) != 0 || c.Left == 0 {
			t.Errorf("%+v, %q", c, texts)
		}
		bob.Adds(carol.Link())
		bob.Sees("carol", "hello from carol", "are you there?")
		w.Start("alice")
		alice.Waits(ids[0], delivery.Delivered)
		carol.Waits(ids[1], delivery.Delivered)
		carol.Waits(ids[2], delivery.Delivered)
		alice.Clean()
		carol.Clean()
	})
}
