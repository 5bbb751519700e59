package offline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"

	"restante/node"
	"restante/node/identity"
	"restante/node/p2p"
	"restante/node/record"
	"restante/node/vault"
	"restante/offline/deposit"
	"restante/offline/push"
)

const kind = "card"

// open starts a node on loopback that connects to the others given.
func open(t *testing.T, above []vault.Schema, to ...*node.Node) *node.Node {
	t.Helper()
	o := node.Options{Dir: t.TempDir(), Schemas: above, Listen: []string{"/ip4/127.0.0.1/tcp/0"}, Loopback: true,
		Server: len(above) > 0, Records: []string{kind}, Log: slog.New(slog.DiscardHandler)}
	if len(above) > 0 {
		o.Stores = PushNodeStores
	}
	n, err := node.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	for _, other := range to {
		if err := n.Host.Connect(t.Context(), other.Host.Info()); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func openPushNode(t *testing.T) (*node.Node, *PushNode) {
	t.Helper()
	n := open(t, PushNodeSchemas)
	p, err := OpenPushNode(n, push.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return n, p
}

// register makes n a user of the push node, with a card.
func register(t *testing.T, n, at *node.Node) (deposit.Signer, []byte) {
	t.Helper()
	owner, err := deposit.Owner(n.Key)
	if err != nil {
		t.Fatal(err)
	}
	card, err := record.Seal(n.Key, kind, record.NextVersion(0, time.Now()), []byte("me"))
	if err != nil {
		t.Fatal(err)
	}
	c := push.NewClient(n.Host, n.Log)
	t.Cleanup(c.Close)
	if _, err := c.Register(t.Context(), at.Host.Info(), owner, card); err != nil {
		t.Fatal(err)
	}
	return owner, card
}

// until asks again and again, at most a minute.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick, end := time.NewTicker(20*time.Millisecond), time.NewTimer(time.Minute)
	defer tick.Stop()
	defer end.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end.C:
			t.Fatal("in vain: " + what)
		}
	}
}

// A user's card is in the DHT while the user is away.
func TestCardsOfUsers(t *testing.T) {
	n, _ := openPushNode(t)
	bob := open(t, nil, n)
	witness := open(t, nil, n)
	_, card := register(t, bob, n)
	bob.Close()
	until(t, "the card", func() bool {
		got, err := witness.Host.GetRecord(t.Context(), record.DHTKey(kind, bob.Key.ID()))
		if err != nil && !errors.Is(err, p2p.ErrNoRecord) && !errors.Is(err, p2p.ErrAlone) {
			t.Fatal(err)
		}
		return string(got) == string(card)
	})
}

// What is published for a registered user is passed on; for others it is not.
func TestRelaysForUsers(t *testing.T) {
	n, p := openPushNode(t)
	alice, bob := open(t, nil, n), open(t, nil, n)
	owner, _ := register(t, bob, n)
	heard := make(chan string, 1024)
	if _, err := bob.Topics.Subscribe(owner.Mailbox().Topic(), func(_ context.Context, data []byte) { heard <- string(data) }); err != nil {
		t.Fatal(err)
	}
	joined := make(chan peer.ID, 16)
	stop, err := alice.Topics.Watch(owner.Mailbox().Topic(), func(id peer.ID) { joined <- id })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	for id := range joined { // the DHT may have led Bob to Alice by now, too
		if id == n.Key.ID() {
			break
		}
	}
	said := 0
	until(t, "a word to be passed on", func() bool { // once the push node knows that Bob listens
		said++
		if err := alice.Topics.Publish(t.Context(), owner.Mailbox().Topic(), fmt.Appendf(nil, "hello %d", said)); err != nil {
			t.Fatal(err)
		}
		return len(heard) > 0
	})
	if got := <-heard; !strings.HasPrefix(got, "hello ") {
		t.Errorf("heard %q", got)
	}
	c := push.NewClient(bob.Host, bob.Log)
	defer c.Close()
	if err := c.Unregister(t.Context(), n.Host.Info(), owner); err != nil {
		t.Fatal(err)
	}
	until(t, "the relay to end", func() bool {
		users, err := p.Users(t.Context(), deposit.Mailbox{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		return len(users) == 0 && p.relaying() == 0
	})
}

// A keeper that is closed relays for nobody.
func TestClosedKeeperStandsInForNobody(t *testing.T) {
	n := open(t, PushNodeSchemas)
	k, err := OpenKeeper(n, push.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	register(t, open(t, nil, n), n)
	until(t, "a relay", func() bool { return k.relaying() == 1 })
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if k, err = OpenKeeper(n, push.Limits{Closed: true}); err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	bob := open(t, nil, n)
	owner, err := deposit.Owner(bob.Key)
	if err != nil {
		t.Fatal(err)
	}
	c := push.NewClient(bob.Host, bob.Log)
	defer c.Close()
	var refusal *push.Refusal
	if _, err := c.Register(t.Context(), n.Host.Info(), owner, nil); !errors.As(err, &refusal) {
		t.Errorf("a closed keeper registers: %v", err)
	}
	if k.relaying() != 0 {
		t.Errorf("%d topics are relayed", k.relaying())
	}
}

// Of the further mailboxes those are relayed that their owner listens to, while he does.
func TestRelaysForListeners(t *testing.T) {
	n, p := openPushNode(t)
	bob := open(t, nil, n)
	owner, _ := register(t, bob, n)
	k, err := identity.FromSeed([32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	further, err := deposit.Owner(k)
	if err != nil {
		t.Fatal(err)
	}
	c := push.NewClient(bob.Host, bob.Log)
	defer c.Close()
	if _, err := c.Enrol(t.Context(), n.Host.Info(), owner, []deposit.Signer{further}, nil); err != nil {
		t.Fatal(err)
	}
	until(t, "the public topic", func() bool { return p.relaying() == 1 })
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	relay := []deposit.Mailbox{further.Mailbox(), {7}}
	go func() { ended <- c.Subscribe(ctx, n.Host.Info(), owner, relay, func(push.Notice) {}) }()
	until(t, "the other topic", func() bool { return p.relaying() == 2 })
	cancel()
	<-ended
	until(t, "the relay to end", func() bool { return p.relaying() == 1 })
}
