package messagingtest

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"restante/messaging"
	"restante/messaging/delivery"
	"restante/node"
	"restante/node/event"
	"restante/node/identity"
	"restante/node/ipfs"
	"restante/node/p2p"
	"restante/node/pubsub"
	"restante/node/vault"
)

// laptop is a user's computer whose clock on the wall can be put forward, as by a
// sleep during which nothing else went on.
type laptop struct {
	*User
	slept atomic.Int64
	parts []func() error // to close, the last one first
}

// sleeps lets a moment of the world be a long time for the laptop.
func (l *laptop) sleeps(d time.Duration) { l.slept.Add(int64(d)) }

// laptop starts one; it is as other computers, but for the clock of its host.
func (w *World) laptop(name string) *laptop {
	w.t.Helper()
	l := &laptop{User: &User{Name: name, w: w, place: w.place(name)}}
	if err := l.start(); err != nil {
		w.t.Fatalf("starting %s: %v", name, err)
	}
	w.users[name] = l.User
	w.t.Cleanup(l.close)
	return l
}

func (l *laptop) start() (err error) {
	ctx := context.Background()
	n := &node.Node{Bus: new(event.Bus), Log: l.w.log}
	if n.Vault, err = vault.Open(ctx, vault.Options{Dir: l.place.dir, Schemas: node.Schemas(messaging.Schemas...), Log: n.Log}); err != nil {
		return err
	}
	l.parts = append(l.parts, n.Vault.Close)
	if n.Key, err = identity.LoadOrCreate(ctx, n.Vault); err != nil {
		return err
	}
	n.Host, err = p2p.New(p2p.Options{Key: n.Key.Libp2p(), Listen: l.place.listen, Loopback: true, DHT: true, Vault: n.Vault, Bus: n.Bus,
		Log: n.Log, Extra: l.place.extra, Clock: func() time.Time { return time.Now().Add(time.Duration(l.slept.Load())) }})
	if err != nil {
		return err
	}
	l.parts = append(l.parts, n.Host.Close)
	if err := l.open(n); err != nil {
		return err
	}
	l.node, l.id = n, n.Key.ID()
	l.core, err = messaging.Start(ctx, n, messaging.Without{})
	return err
}

// open adds what a node has on its host.
func (l *laptop) open(n *node.Node) (err error) {
	if n.Topics, err = pubsub.New(pubsub.Options{Host: n.Host, Log: n.Log}); err != nil {
		return err
	}
	l.parts = append(l.parts, n.Topics.Close)
	if n.Outbox, err = ipfs.OpenFolder(filepath.Join(l.place.dir, node.OutboxFolder)); err != nil {
		return err
	}
	if n.Blocks, err = ipfs.New(n.Host, n.Outbox); err != nil {
		return err
	}
	l.parts = append(l.parts, n.Blocks.Close)
	return nil
}

func (l *laptop) close() {
	err := l.stop()
	for i := range l.parts {
		err = errors.Join(err, l.parts[len(l.parts)-1-i]())
	}
	if err != nil {
		l.w.t.Errorf("stopping %s: %v", l.Name, err)
	}
}

// While a laptop slept its push node was started again and took mail for it. It
// has that mail five seconds after it woke up, though no timer was due.
func TestBackFromSleep(t *testing.T) {
	virtually(t, func(w *World) {
		w.PushNode("oslo")
		alice, bob := w.User("alice", "oslo"), w.laptop("bob")
		bob.Uses("oslo")
		w.Meet("alice", "bob")
		pass(66 * time.Second) // without the sleep, bob would notice 40 s later
		w.Cut("bob")
		w.Stop("oslo")
		w.Start("oslo")
		id := alice.Send("bob", "while you slept")
		alice.Waits(id, delivery.Stored)
		w.Stop("alice")
		w.Heal()
		bob.sleeps(8 * time.Hour)
		within(t, 5*time.Second, func() { bob.Sees("alice", "while you slept") })
		within(t, 5*time.Second, func() { bob.wantRegistered("oslo") })
		w.Start("alice")
		alice.Waits(id, delivery.Delivered)
	})
}

// wantRegistered waits until a push node holds the user's mail.
func (u *User) wantRegistered(node string) {
	u.w.t.Helper()
	u.Until("registered at "+node, func() bool {
		all, err := u.core.Network.PushNodes(context.Background())
		u.must("listing push nodes", err)
		return len(all) == 1 && all[0].Registered
	})
}
