package push

import (
	"context"
	"errors"
	"testing"

	"restante/offline/deposit"
	"restante/offline/pb"
)

// subscribe returns what the subscription says, and its end.
func (u *user) subscribe(t testing.TB, ctx context.Context, n *node) (<-chan Notice, <-chan error) {
	notices, end := make(chan Notice, 100), make(chan error, 1)
	go func() { end <- u.Subscribe(ctx, n.info, u, nil, func(n Notice) { notices <- n }) }()
	return notices, end
}

func TestSubscribe(t *testing.T) {
	n := newNode(t, Limits{})
	alice, bob, carol := newUser(t), newUser(t).registered(t, n), newUser(t).registered(t, n)
	ctx, cancel := context.WithCancel(t.Context())
	notices, end := bob.subscribe(t, ctx, n)
	if n := <-notices; n.Entry != (Entry{}) || n.Dropped != nil {
		t.Errorf("first notice = %+v, want an empty one", n)
	}
	l := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, newLetter(t, carol.Mailbox(), 10), l)
	if e := (<-notices).Entry; e != bob.list(t, n)[0] || e.Key != l.key {
		t.Errorf("notice = %+v", e)
	}
	alice.store(t, n, l) // nothing new
	second := newLetter(t, bob.Mailbox(), 10)
	alice.store(t, n, second)
	if e := (<-notices).Entry; e.Key != second.key {
		t.Errorf("notice = %+v", e)
	}
	cancel()
	if err := <-end; !errors.Is(err, context.Canceled) {
		t.Errorf("Subscribe() = %v", err)
	}
}

func TestSubscribeUnregistered(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t)
	err := bob.Subscribe(t.Context(), n.info, bob, nil, func(Notice) { t.Error("notified") })
	if c := code(t, err); c != CodeNotServed {
		t.Errorf("code = %d", c)
	}
}

func TestSubscriptionEndsWithTheServer(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	notices, end := bob.subscribe(t, t.Context(), n)
	<-notices
	n.Close()
	if err := <-end; err == nil {
		t.Error("Subscribe() = nil")
	}
	if len(n.hub.subs) != 0 {
		t.Error("the subscription is still there")
	}
}

// A subscriber that does not read holds nobody up, and is told that it missed
// something.
func TestSlowSubscriber(t *testing.T) {
	var h hub
	m := deposit.Mailbox{1}
	s, other := h.subscribe(m, "bob"), h.subscribe(m, "carol")
	for i := range maxPending {
		h.publish(m, Entry{Seq: uint64(i)})
	}
	if ns := s.take(); len(ns) != maxPending {
		t.Errorf("take() = %d notices", len(ns))
	}
	for range 10 * maxPending {
		h.publish(m, Entry{Seq: 1})
		h.dropped("bob", deposit.Key{1})
	}
	if ns := s.take(); len(ns) != 1 || ns[0].Entry != (Entry{}) || ns[0].Dropped != nil {
		t.Errorf("take() = %+v; want to be told to list", ns)
	}
	if len(other.pending) > maxPending {
		t.Errorf("%d notices wait", len(other.pending))
	}
	s.close()
	other.close()
	if len(h.subs) != 0 || len(h.by) != 0 {
		t.Error("closed subscriptions are still there")
	}
}

func TestSubscriberThatNeverReads(t *testing.T) {
	n := newNode(t, Limits{})
	bob := newUser(t).registered(t, n)
	l := bob.open(t, n)
	req, err := l.sign(bob, opSubscribe, &pb.Subscribe{})
	if err != nil {
		t.Fatal(err)
	}
	say(t, l, req)
	hear(t, l) // live; nothing is read from here on
	alice := newUser(t)
	for range 5 {
		var ls []letter
		for range 2 * maxPending {
			ls = append(ls, newLetter(t, bob.Mailbox(), 1))
		}
		alice.store(t, n, ls...)
	}
}
