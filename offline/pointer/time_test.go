package pointer

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"restante/node/identity/identitytest"
	"restante/node/p2p"
	"restante/node/p2p/p2ptest"
	"restante/offline/deposit"
)

// What has expired is not shown from that moment on, and is swept by and by.
func TestExpiry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		h := virtualHolder(t, w)
		alice := userOn(t, w.Host(), identitytest.New(t), h.info)
		short, long := letterUntil(t, alice.Mailbox(), time.Now().Add(time.Minute)), letterUntil(t, alice.Mailbox(), time.Now().Add(20*time.Minute))
		alice.leave(t, short, long)
		<-time.After(2 * time.Minute)
		alice.holds(t, long)
		if p, err := h.read(t.Context(), alice.Mailbox(), span{}); err != nil || len(p.records) != 1 {
			t.Errorf("the holder shows %d records, %v", len(p.records), err)
		}
		if u := h.usage(t); u.Records != 2 {
			t.Fatalf("usage before the sweep: %+v", u)
		}
		<-time.After(10 * time.Minute)
		if u := h.usage(t); u.Records != 1 {
			t.Errorf("usage after the sweep: %+v", u)
		}
		<-time.After(20 * time.Minute)
		if u := h.usage(t); u != (Usage{}) {
			t.Errorf("usage in the end: %+v", u)
		}
		h.Close()
	})
}

// The way to a mailbox is looked up again after a minute.
func TestWayIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		h := virtualHolder(t, w)
		alice := userOn(t, w.Host(), identitytest.New(t), append(deadHolders(w, closestHolders-1), h.info)...)
		alice.look(t)
		alice.look(t)
		if alice.way.lookups != 1 {
			t.Errorf("%d lookups within a minute", alice.way.lookups)
		}
		<-time.After(routeAge)
		alice.look(t)
		if alice.way.lookups != 2 {
			t.Errorf("%d lookups after a minute", alice.way.lookups)
		}
		for i := range 3 * maxRoutes {
			alice.routes.remember(deposit.Mailbox{byte(i), byte(i >> 8)}, nil)
		}
		if len(alice.routes.known) > maxRoutes {
			t.Errorf("%d ways are remembered", len(alice.routes.known))
		}
		h.Close()
	})
}

// Who has just come knows few, and perhaps none who holds anything: better ones
// are asked as soon as they are known.
func TestPoorWayIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		first, second := virtualHolder(t, w), virtualHolder(t, w)
		alice, bob := userOn(t, w.Host(), identitytest.New(t), deadHolders(w, 1)...), identitytest.New(t)
		s, err := deposit.Owner(bob)
		if err != nil {
			t.Fatal(err)
		}
		put := func() int {
			placed, err := alice.Put(t.Context(), s.Mailbox(), []deposit.Record{newLetter(t, s.Mailbox()).Record}, nil)
			if err != nil {
				return 0
			}
			return len(placed[0].Holders)
		}
		if n := put(); n != 0 {
			t.Errorf("%d took it where nobody is", n)
		}
		alice.way.holders = infos(first)
		if n := put(); n != 1 {
			t.Errorf("%d took it after a way that led nowhere", n)
		}
		alice.way.holders = infos(first, second)
		<-time.After(shortRouteAge)
		if n := put(); n != 2 {
			t.Errorf("%d took it after a short way", n)
		}
		first.Close()
		second.Close()
	})
}

// A caller who has had enough does not wait for holders or for the way.
func TestCancelledCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		host := w.Host()
		bob := userOn(t, host, identitytest.New(t), deadHolders(w, 6)...)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := bob.Find(ctx, bob, nil, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error = %v", err)
		}
		if took := time.Since(start); took > time.Second+100*time.Millisecond {
			t.Errorf("it took %v", took)
		}
	})
}

// A client that stalls amid a call, or says nothing at all, loses its stream.
func TestStallingClients(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := p2ptest.NewWorld(t, 10*time.Millisecond)
		h := virtualHolder(t, w)
		bob := userOn(t, w.Host(), identitytest.New(t), h.info)
		l := bob.open(t, h)
		start := time.Now()
		l.stream.Deadline(0)
		cutOff(t, l)
		if took := time.Since(start); took > holderIdle+holderIdle/4+time.Second {
			t.Errorf("a silent client was cut off after %v", took)
		}
		if n := openStreams(h.host); n != 0 {
			t.Errorf("%d streams are left", n)
		}
		h.Close()
	})
}

// A stop cuts streams, and lets nobody in afterwards.
func TestStop(t *testing.T) {
	h := newHolder(t, Limits{})
	alice := newUser(t, h)
	l := alice.open(t, h)
	if err := errors.Join(h.Close(), h.Close()); err != nil {
		t.Fatal(err)
	}
	cutOff(t, l)
	if s, err := alice.host.Open(t.Context(), h.info.ID, Protocol, p2p.Limits{}); err == nil {
		if b, err := s.ReceiveBytes(); err == nil {
			t.Errorf("greeted by %x after the stop", b)
		}
		s.Reset()
	}
}
