package p2p

import (
	"context"
	"crypto/rand"
	"log/slog"
	"runtime"
	"testing"

	"github.com/libp2p/go-libp2p/core/crypto"

	"restante/node/event"
)

// newHost starts a host on this machine; change its options with edit.
func newHost(t testing.TB, edit ...func(*Options)) *Host {
	t.Helper()
	h, err := New(newOptions(t, edit...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func newOptions(t testing.TB, edit ...func(*Options)) Options {
	t.Helper()
	key, _, err := crypto.GenerateEd25519Key(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Key: key, Loopback: true, Bus: new(event.Bus), Log: slog.New(slog.DiscardHandler)}
	for _, f := range edit {
		f(&o)
	}
	return o
}

func listenOn(addrs ...string) func(*Options) {
	return func(o *Options) { o.Listen = addrs }
}

const (
	quicHere = "/ip4/127.0.0.1/udp/0/quic-v1"
	tcpHere  = "/ip4/127.0.0.1/tcp/0"
)

func connect(t testing.TB, from, to *Host) {
	t.Helper()
	if err := from.Connect(context.Background(), to.Info()); err != nil {
		t.Fatal(err)
	}
}

// pair are two connected hosts.
func pair(t testing.TB, edit ...func(*Options)) (*Host, *Host) {
	t.Helper()
	a, b := newHost(t, edit...), newHost(t, edit...)
	connect(t, a, b)
	return a, b
}

func open(t testing.TB, from, to *Host, l Limits) *Stream {
	t.Helper()
	s, err := from.Open(t.Context(), to.ID(), "/test/1", l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Reset)
	return s
}

// echo answers each frame with itself.
func echo(_ context.Context, s *Stream) error {
	for {
		b, err := s.ReceiveBytes()
		if err != nil {
			return nil
		}
		if err := s.SendBytes(b); err != nil {
			return err
		}
	}
}

// await takes events until one satisfies is.
func await(t testing.TB, sub *event.Subscription, is func(any) bool) {
	t.Helper()
	for {
		select {
		case <-t.Context().Done():
			t.Fatal("the event did not come")
		case <-sub.Ready:
		}
		events, _ := sub.Take()
		for _, e := range events {
			if is(e) {
				return
			}
		}
	}
}

// eventually waits for something that no event tells.
func eventually(t testing.TB, is func() bool) {
	t.Helper()
	for !is() {
		if t.Context().Err() != nil {
			t.Fatal("it did not happen")
		}
		runtime.Gosched()
	}
}
