package p2p

import (
	"context"
	"errors"
	"testing"
)

// hold keeps streams open and tells about each.
func hold(opened chan<- struct{}) func(context.Context, *Stream) error {
	return func(ctx context.Context, s *Stream) error {
		if _, err := s.ReceiveBytes(); err != nil {
			return err
		}
		opened <- struct{}{}
		if err := s.SendBytes([]byte("admitted")); err != nil {
			return err
		}
		_, err := s.ReceiveBytes()
		return err
	}
}

// admitted opens a stream and says whether the other side kept it.
func admitted(t *testing.T, from, to *Host) (*Stream, bool) {
	t.Helper()
	s := open(t, from, to, Limits{})
	_ = s.SendBytes([]byte("hello"))
	_, err := s.ReceiveBytes()
	return s, err == nil
}

func TestStreamsPerPeerAndInTotal(t *testing.T) {
	opened := make(chan struct{}, 10)
	server := newHost(t)
	server.Handle("/test/1", Limits{PerPeer: 2, Total: 3}, hold(opened))
	alice, bob := newHost(t), newHost(t)
	connect(t, alice, server)
	connect(t, bob, server)

	var held []*Stream
	for i, want := range []bool{true, true, false} {
		s, ok := admitted(t, alice, server)
		if ok != want {
			t.Errorf("stream %d of one peer: admitted %v, want %v", i+1, ok, want)
		}
		held = append(held, s)
	}
	if _, ok := admitted(t, bob, server); !ok {
		t.Error("another peer has no room")
	}
	if _, ok := admitted(t, bob, server); ok {
		t.Error("more streams than in total")
	}
	held[0].Reset()
	for { // the server notices the reset in its own time
		if _, ok := admitted(t, bob, server); ok {
			return
		}
	}
}

func TestPanicStaysInItsStream(t *testing.T) {
	a, b := pair(t)
	b.Handle("/test/1", Limits{}, func(_ context.Context, s *Stream) error {
		body, err := s.ReceiveBytes()
		if err != nil {
			return err
		}
		if string(body) == "boom" {
			panic("somebody's input")
		}
		return s.SendBytes(body)
	})
	bad, good := open(t, a, b, Limits{}), open(t, a, b, Limits{})
	if err := bad.SendBytes([]byte("boom")); err != nil {
		t.Fatal(err)
	}
	if _, err := bad.ReceiveBytes(); err == nil {
		t.Error("an answer from a handler that panicked")
	}
	if err := good.SendBytes([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	if body, err := good.ReceiveBytes(); err != nil || string(body) != "hello" {
		t.Errorf("%q, %v", body, err)
	}
}

func TestCloseWaitsForHandlers(t *testing.T) {
	a, b := pair(t)
	started, ended := make(chan struct{}), make(chan struct{})
	b.Handle("/test/1", Limits{}, func(ctx context.Context, s *Stream) error {
		close(started)
		<-ctx.Done()
		close(ended)
		return ctx.Err()
	})
	s := open(t, a, b, Limits{})
	if err := s.SendBytes([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	<-started
	if err := errors.Join(b.Close(), b.Close()); err != nil {
		t.Error(err)
	}
	select {
	case <-ended:
	default:
		t.Error("Close returned before the handler")
	}
}
