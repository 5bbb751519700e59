package messagingtest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"restante/messaging"
	"restante/messaging/delivery"
)

const quota = 64 << 20

// holds lets a user's computer hold mail for others, or no more, and gives what it
// says of that.
func (u *User) holds(on bool) messaging.Holding {
	u.w.t.Helper()
	u.must("holding mail", u.core.Network.SetHolding(context.Background(), on, quota))
	return u.holding()
}

func (u *User) holding() messaging.Holding {
	u.w.t.Helper()
	h, err := u.core.Network.Holding(context.Background())
	u.must("asking what is held", err)
	return h
}

// staysAt lets a user keep the address of now at later starts: others have it.
func (u *User) staysAt() {
	u.w.t.Helper()
	a := u.node.Host.Addrs()[0]
	u.place.listen = []string{strings.TrimSuffix(a, "/p2p/"+u.id.String())}
}

// joins makes another user's computer hold the user's mail.
func (u *User) joins(link string) {
	u.w.t.Helper()
	_, err := u.core.Network.AddPushNode(context.Background(), link)
	u.must("adding a push node", err)
	u.Until("the computer to hold the mail", func() bool { return u.onlyNode().Registered })
}

// onlyNode is the one push node of the user.
func (u *User) onlyNode() messaging.PushNode {
	u.w.t.Helper()
	all, err := u.core.Network.PushNodes(context.Background())
	u.must("listing push nodes", err)
	if len(all) != 1 {
		u.w.t.Fatalf("%s has %d push nodes", u.Name, len(all))
	}
	return all[0]
}

// circle is Carol, whose window holds the mail of Bob, and Alice, who writes to him.
func circle(w *World) (alice, bob, carol *User) {
	w.t.Helper()
	carol = w.User("carol")
	carol.staysAt()
	alice, bob = w.User("alice"), w.User("bob")
	bob.joins(carol.holds(true).Link)
	w.Meet("alice", "bob")
	w.Meet("carol", "bob")
	w.Stop("bob")
	return alice, bob, carol
}

// Carol's window holds Bob's mail from Alice until he comes.
func TestWindowHoldsMail(t *testing.T) {
	w := New(t)
	alice, bob, carol := circle(w)
	id := alice.Send("bob", "hello")
	alice.Waits(id, delivery.Stored)
	if h := alice.custody(id); len(h) != 1 || h[0].Node != carol.id {
		t.Errorf("it is held by %v", h)
	}
	if h := carol.holding(); !h.On || h.Quota != quota || h.Users != 1 || h.Deposits != 1 || h.Bytes == 0 {
		t.Errorf("Carol holds %+v", h)
	}
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "hello")
	bob.Reads("alice")
	w.Start("alice")
	alice.Waits(id, delivery.Read)
	alice.Clean()
	carol.Until("all to be collected", func() bool { return carol.holding().Deposits == 0 })
}

// Whoever knows the name of a block that Carol holds gets it by bitswap too.
func TestWindowServesBlocks(t *testing.T) {
	w := New(t)
	alice, _, carol := circle(w)
	alice.Waits(alice.Send("bob", "hello"), delivery.Stored)
	cids, err := alice.node.Outbox.List()
	alice.must("listing files", err)
	want, err := alice.node.Outbox.Get(t.Context(), cids[0])
	alice.must("reading a file", err)
	w.Stop("alice") // who has it too
	got, err := carol.node.Blocks.Get(t.Context(), cids[0], len(want))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("Carol's node serves %d bytes, %v", len(got), err)
	}
}

// Carol restarts, and still holds what she held, and takes in more.
func TestHoldingSurvivesRestart(t *testing.T) {
	w := New(t)
	alice, bob, carol := circle(w)
	alice.Waits(alice.Send("bob", "one"), delivery.Stored)
	w.Stop("carol")
	w.Start("carol")
	if h := carol.holding(); !h.On || h.Deposits != 1 {
		t.Errorf("after a restart Carol holds %+v", h)
	}
	alice.Waits(alice.Send("bob", "two"), delivery.Stored)
	w.Stop("alice")
	w.Start("bob")
	bob.Sees("alice", "one", "two")
}

// Turned off, Carol's window takes in nothing more and hands out what it has, also
// after a restart. Bob is told that he needs another push node; turned on again, it
// is as before.
func TestTurnedOffHandsOut(t *testing.T) {
	w := New(t)
	alice, bob, carol := circle(w)
	alice.Waits(alice.Send("bob", "one"), delivery.Stored)
	if h := carol.holds(false); h.On || h.Deposits != 1 || h.Bytes == 0 || h.Link != "" {
		t.Errorf("Carol holds %+v", h)
	}
	w.Stop("alice", "carol")
	w.Start("carol", "bob")
	bob.Sees("alice", "one")
	bob.Until("Carol to refuse", func() bool {
		n := bob.onlyNode()
		return !n.Registered && strings.Contains(n.LastError, "takes no more mail")
	})
	w.Stop("bob")
	w.Start("alice")
	two := alice.Send("bob", "two")
	if h := carol.holds(true); !h.On || alice.State(two) != delivery.Queued {
		t.Errorf("before it was on again the second message was %s", alice.State(two))
	}
	alice.Waits(two, delivery.Stored)
}

// Bob's mail lies with Carol, and Carol writes to him: it waits on her computer, and
// comes when he does.
func TestHolderWritesToItsUser(t *testing.T) {
	w := New(t)
	_, bob, carol := circle(w)
	id := carol.Send("bob", "from where your mail lies")
	w.Start("bob")
	carol.Waits(id, delivery.Delivered)
	bob.Sees("carol", "from where your mail lies")
	carol.Clean()
}

// What lies where is told in bytes.
func TestUsage(t *testing.T) {
	w := New(t)
	alice, _, carol := circle(w)
	use := func(u *User) messaging.Usage {
		t.Helper()
		n, err := u.core.Network.Usage(t.Context())
		u.must("asking for the usage", err)
		return n
	}
	before := use(carol)
	alice.Waits(alice.Send("bob", "hello"), delivery.Stored)
	a, c := use(alice), use(carol)
	if a.Folder != alice.place.dir || a.Database < 64<<10 || a.Outbox < 8<<10 || a.Held != 0 {
		t.Errorf("Alice uses %+v", a)
	}
	if before.Held != 0 || c.Held < 8<<10 || c.Database < before.Database || c.Outbox != 0 || c.Free <= 0 {
		t.Errorf("Carol uses %+v, before it was %+v", c, before)
	}
}
