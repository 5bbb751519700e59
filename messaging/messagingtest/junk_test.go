package messagingtest

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/ipfs/boxo/bitswap"
	"github.com/ipfs/boxo/bitswap/network/bsnet"
	"github.com/ipfs/boxo/blockstore"
	blocks "github.com/ipfs/go-block-format"
	"github.com/ipfs/go-cid"
	"github.com/ipfs/go-datastore"
	"github.com/ipfs/go-datastore/sync"

	"restante/messaging"
	"restante/messaging/delivery"
	"restante/node/ipfs"
	"restante/offline/deposit"
)

// serves offers these bytes by bitswap under the names of other blocks.
func (m *mallory) serves(junk []byte, as ...cid.Cid) {
	ctx := context.Background()
	store := blockstore.NewBlockstore(sync.MutexWrap(datastore.NewMapDatastore()))
	for _, c := range as {
		b, err := blocks.NewBlockWithCid(junk, c)
		if err == nil {
			err = store.Put(ctx, b)
		}
		if err != nil {
			m.w.t.Fatal(err)
		}
	}
	x := bitswap.New(ctx, bsnet.NewFromIpfsHost(m.host.Libp2p()), nil, store)
	m.w.t.Cleanup(func() { x.Close() })
}

// blocks are what a user offers of what is under way.
func (u *User) blocks() []cid.Cid {
	u.w.t.Helper()
	all, err := u.node.Outbox.List()
	u.must("listing files", err)
	return all
}

// A stranger knows under which names a message and its pointer go, and answers
// for them: with junk, before the sender and besides.
func TestJunkUnderAKnownName(t *testing.T) {
	for name, junk := range map[string][]byte{"nothing": {}, "a byte": {1}, "as long": make([]byte, 8<<10), "too long": make([]byte, 1<<20)} {
		t.Run(name, func(t *testing.T) {
			virtually(t, func(w *World) {
				w.User("carol")
				w.Hub("carol")
				only := messaging.Without{Direct: true, Push: true, Pubsub: true}
				alice, bob := w.UserWithout("alice", only), w.UserWithout("bob", only)
				w.Meet("alice", "bob")
				m := w.mallory()
				at := nothing("", m.host.Addrs()...)
				toBob := func(c cid.Cid) []byte { at.CID = c; return m.sealed(bob, at) }
				w.Cut("bob")
				id := alice.Send("bob", "the true one")
				alice.pointed("bob")
				c := alice.blocks()[0]
				m.serves(junk, c)
				m.points(bob.id, toBob(c))
				w.Cut("alice")
				w.Heal()
				w.Cut("alice")
				bob.Looks()
				if n := len(bob.Texts("alice")); n != 0 {
					t.Errorf("%d messages came of junk", n)
				}
				w.Heal()
				bob.Sees("alice", "the true one")
				alice.Waits(id, delivery.Delivered)
				alice.Clean()
			})
		})
	}
}

// Somebody who saw the sealed bytes on their way sends them again and again, by
// every way that is open to a stranger.
func TestReplayedByAStranger(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		w.User("carol", "oslo")
		w.Hub("carol")
		alice, bob := w.User("alice", "oslo"), w.User("bob", "oslo")
		w.Meet("alice", "bob")
		w.Cut("bob")
		id := alice.Send("bob", "once")
		alice.Waits(id, delivery.Stored)
		sealed, err := alice.node.Outbox.Get(context.Background(), alice.blocks()[0])
		alice.must("reading a file", err)
		w.Heal()
		bob.Sees("alice", "once")
		alice.Waits(id, delivery.Delivered)
		m := w.mallory()
		for range 3 {
			m.replays(bob, bytes.Clone(sealed))
			pass(time.Hour)
		}
		bob.Looks()
		bob.Sees("alice", "once")
		if n := bob.Unread("alice"); n != 1 {
			t.Errorf("%d are unread", n)
		}
		bob.Clean()
	})
}

func (m *mallory) replays(to *User, sealed []byte) {
	m.w.t.Helper()
	ctx := context.Background()
	box := to.mailbox()
	m.hands(to, sealed)
	m.deposits("oslo", box, sealed)
	carol := m.w.As("carol")                                // a stranger's topics, as it were
	_ = carol.node.Topics.Publish(ctx, box.Topic(), sealed) // it may be known there, and not passed on
	c := ipfs.CID(sealed)
	m.serves(sealed, c)
	m.points(to.id, m.sealed(to, deposit.Body{CID: c, Size: len(sealed), Addrs: m.host.Addrs()}))
}
